"""A real SMTP server (aiosmtpd) that a test starts and stops.

    python smtp_server.py FOLDER [PORT]

Prints its port and then runs until its standard input ends, so that it never outlives the test. Each
message it takes is kept twice: NNNN.eml as received, and NNNN.json as Python's own mail parser reads it.
The recipient chooses how the server behaves:

    refused@   the address is refused for good (550)
    later@     the address is refused once (451), then taken
    dies@      the first message is kept, but the server dies before it says so
"""

import asyncio
import base64
import email
import json
import pathlib
import sys
from email import policy

from aiosmtpd.smtp import SMTP


class Handler:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.seen = set()
        self.count = 0

    def first(self, address):
        new = address not in self.seen
        self.seen.add(address)
        return new

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later@") and self.first(address):
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.keep(envelope)
        if envelope.rcpt_tos[0].startswith("dies@") and self.first(envelope.rcpt_tos[0]):
            server.transport.abort()
        return "250 OK"

    def keep(self, envelope):
        self.count += 1
        message = email.message_from_bytes(envelope.content, policy=policy.default)
        part = lambda kind: message.get_body(preferencelist=(kind,)).get_content()
        read = {
            "recipients": envelope.rcpt_tos,
            "headers": {name: str(value) for name, value in message.items()},
            "text": part("plain"),
            "html": part("html"),
            "attachments": [
                {
                    "name": file.get_filename(),
                    "content_type": file.get_content_type(),
                    "base64": base64.b64encode(file.get_payload(decode=True)).decode(),
                }
                for file in message.iter_attachments()
            ],
        }
        (self.folder / f"{self.count:04}.eml").write_bytes(envelope.content)
        unfinished = self.folder / f"{self.count:04}.part"
        unfinished.write_text(json.dumps(read))
        unfinished.rename(self.folder / f"{self.count:04}.json")


async def main():
    loop = asyncio.get_running_loop()
    handler = Handler(sys.argv[1])
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    server = await loop.create_server(lambda: SMTP(handler, hostname="localhost"), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
