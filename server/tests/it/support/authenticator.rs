//! A passkey made of software: what a telephone would answer, and what a thief's would.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// User present, user verified.
const HERE: u8 = 0x05;
/// And the new key follows.
const WITH_KEY: u8 = HERE | 0x40;

pub struct Authenticator {
    pkcs8: Vec<u8>,
    pub id: Vec<u8>,
    pub origin: String,
    pub counter: u32,
}

impl Authenticator {
    pub fn new(origin: &str) -> Self {
        let pkcs8 =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
                .expect("a key");
        Self {
            id: Sha256::digest(pkcs8.as_ref()).to_vec(),
            pkcs8: pkcs8.as_ref().to_vec(),
            origin: origin.to_owned(),
            counter: 0,
        }
    }

    /// A copy, as a thief would make it.
    pub fn copied(&self) -> Self {
        Self {
            pkcs8: self.pkcs8.clone(),
            id: self.id.clone(),
            origin: self.origin.clone(),
            counter: self.counter,
        }
    }

    fn key(&self) -> EcdsaKeyPair {
        let random = SystemRandom::new();
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.pkcs8, &random)
            .expect("the key")
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    fn data(&self, relying_party: &str, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(relying_party).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The answer to the making of a passkey, without attestation.
    pub fn create(&mut self, options: &Value) -> String {
        let party = options["rp"]["id"].as_str().expect("the site's name");
        self.counter += 1;
        let mut data = self.data(party, WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("short").to_be_bytes());
        data.extend(&self.id);
        // The public key in COSE (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
        let key = self.key();
        let point = key.public_key().as_ref();
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..65]);
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x59");
        object.extend(u16::try_from(data.len()).expect("short").to_be_bytes());
        object.extend(data);
        self.answer(json!({
            "clientDataJSON": BASE64.encode(self.client_data("webauthn.create", options)),
            "attestationObject": BASE64.encode(object),
        }))
    }

    /// The answer to a question.
    pub fn get(&mut self, options: &Value) -> String {
        self.counter += 1;
        let party = options["rpId"].as_str().expect("the site's name");
        let data = self.data(party, HERE);
        let client = self.client_data("webauthn.get", options);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client));
        let signature = self
            .key()
            .sign(&SystemRandom::new(), &signed)
            .expect("signed");
        self.answer(json!({
            "clientDataJSON": BASE64.encode(client),
            "authenticatorData": BASE64.encode(data),
            "signature": BASE64.encode(signature.as_ref()),
        }))
    }

    fn answer(&self, response: Value) -> String {
        let id = BASE64.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} })
            .to_string()
    }
}
