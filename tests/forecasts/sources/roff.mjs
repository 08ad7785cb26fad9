// The paragraphs of a manual page in roff with the macros of man(7), without the formatting.
//
// Left out are examples and tables, which are no prose, and the sections at a page's end that name
// people, licences and other pages.

const BREAKS = /^(P|PP|LP|TP|TQ|IP|HP|RS|RE|SH|SS|sp|nf|fi|EX|EE|TS|TE)$/;
const FONTS = /^(B|I|SB|SM|BR|BI|IB|IR|RB|RI)$/;
const OPENS = { nf: "fi", EX: "EE", TS: "TE", de: "." };
const ENDINGS =
  /^(SIEHE AUCH|AUTOR|AUTOREN|COPYRIGHT|KOLOPHON|ÜBERSETZUNG|FEHLER (MELDEN|BERICHTEN))$/;

const CHARACTERS = { aq: "'", dq: '"', oq: "‘", cq: "’", lq: "“", rq: "”", ha: "^", ti: "~" };

/** A page's paragraphs, each one line of text. Pages with the macros of mdoc(7) have none. */
export function paragraphs(page) {
  const done = [];
  let words = [];
  let until = null; // the macro that ends what is left out
  let ending = false;
  const end = () => {
    const text = words.join(" ").replace(/\s+/g, " ").trim();
    if (text && !ending) done.push(text);
    words = [];
  };
  const lines = page.replace(/\\\n/g, "").split("\n");
  if (lines.some((line) => /^\.Dd\b/.test(line))) return [];
  for (const line of lines) {
    if (/^[.'][ \t]*\\"/.test(line)) continue;
    const [, macro, rest] = /^[.'][ \t]*(\S+)[ \t]*(.*)$/.exec(line) ?? [];
    if (until) {
      if (macro === until) until = null;
    } else if (macro === undefined) {
      if (/^[.']?\s*$/.test(line)) end();
      else words.push(plain(line));
    } else if (BREAKS.test(macro) || OPENS[macro]) {
      end();
      if (macro === "SH") ending = ENDINGS.test(plain(args(rest).join(" ")));
      until = OPENS[macro] ?? null;
    } else if (FONTS.test(macro)) {
      // Two letters are fonts in turns: their words stand together.
      words.push(plain(args(rest).join(/^(B|I|SB|SM)$/.test(macro) ? " " : "")));
    }
  }
  end();
  return done;
}

// Words, or words in quotes, as a macro takes them.
function args(text) {
  return Array.from(text.matchAll(/"((?:[^"]|"")*)"?|(?:\\ |[^\s"])+/g), ([word, quoted]) =>
    quoted === undefined ? word : quoted.replaceAll('""', '"'),
  );
}

// groff(7), "Escape sequences".
function plain(text) {
  return text
    .replace(/\\["#].*$/, "")
    .replace(/\\[fFgmMnVYkO*](\[[^\]]*\]|\([^\n]{2}|[^\n])/g, "")
    .replace(/\\s[+-]?(\[[^\]]*\]|\(\d\d|'[^']*'|\d{1,2})/g, "")
    .replace(/\\[bBDhlLNoRSvwxXZ]'[^']*'/g, "")
    .replace(/\\\(([^\n]{2})|\\\[([^\]]*)\]/g, (_, short, long) => CHARACTERS[short ?? long] ?? " ")
    .replace(/\\[~ 0]/g, " ")
    .replace(/\\[&,/|^%:cdu{}!?)]/g, "")
    .replace(/\\e/g, "\\")
    .replace(/\\(?=[-'`._])/g, "");
}
