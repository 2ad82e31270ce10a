//! Elements in, text out: every element is closed by its own name, every text escaped.

/// A writer that knows what is open.
#[derive(Default)]
pub(super) struct Xml {
    pub(super) out: String,
    open: Vec<&'static str>,
}

impl Xml {
    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(&mut self.out, value);
            self.out.push('"');
        }
    }

    fn indent(&mut self) {
        // No element of a report lies deeper than this.
        const BLANKS: &str = "                                ";
        let depth = (self.open.len() * 2).min(BLANKS.len());
        self.out.push_str(&BLANKS[..depth]);
    }

    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push_str(">\n");
        }
    }

    /// An element that holds others.
    pub(super) fn within(&mut self, name: &'static str, inner: impl FnOnce(&mut Self)) {
        self.open(name, &[]);
        inner(self);
        self.close();
    }

    pub(super) fn identified(
        &mut self,
        name: &'static str,
        id: &str,
        inner: impl FnOnce(&mut Self),
    ) {
        self.open(name, &[("s:id", id)]);
        inner(self);
        self.close();
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.start(name, &[]);
        self.out.push('>');
        escape(&mut self.out, text);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    pub(super) fn refer(&mut self, name: &str, id: &str) {
        self.start(name, &[("s:ref", id)]);
        self.out.push_str("/>\n");
    }

    /// An element around one text.
    pub(super) fn nested(&mut self, outer: &'static str, inner: &str, text: &str) {
        self.within(outer, |xml| xml.text(inner, text));
    }
}

fn escape(out: &mut String, text: &str) {
    // Codes and numbers, nearly always.
    if !text.contains(['&', '<', '>', '"']) {
        out.push_str(text);
        return;
    }
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}
