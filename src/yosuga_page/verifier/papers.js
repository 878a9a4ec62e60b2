// Step 8, the papers: each file of data/exhibits/ is vouched for by the export event, through proof/papers.txt.

const PAPERS = "proof/papers.txt";
const EXHIBITS = "data/exhibits/";
const LARGEST_PAPERS = 16 * 1024 * 1024;
const PAPER_NAME = new RegExp(`^${EXHIBITS}${MARK}${ID}_[^/]+$`);

/** The papers' list is the one the newest export event names; it names exactly these files, of disclosed items. */
async function checkPapers(package_, disclosed, bag, named, findings) {
  let faults = 0;
  const wrong = (code, path, ja, en) => {
    faults++;
    itemFault(8, code, path, itemOf(path), ja, en, findings);
  };
  const listed = await listedPapers(package_, named, wrong, findings);
  const here = [...package_.places.keys()].filter((path) => path.startsWith(EXHIBITS)).sort(byCodePoint);
  for (const path of here) checkPaper(path, listed.get(path), bag.sha256.get(path), wrong);
  for (const path of [...new Set([...listed.keys(), ...here])].sort(byCodePoint)) {
    if (!PAPER_NAME.test(path)) {
      wrong(
        "paper-name",
        path,
        "書面の名前の形（甲001_E0001_…）ではありません",
        "it is not named as a paper is (甲001_E0001_…)",
      );
    } else if (!disclosed.has(itemOf(path))) {
      wrong(
        "paper-withheld",
        path,
        "開示されていない項目の書面です",
        "it is a paper of an item that is not disclosed",
      );
    }
  }
  for (const path of listed.keys()) {
    if (here.includes(path)) continue;
    wrong("paper-missing", path, "書面の一覧にある書面がここにありません", "a paper on the list is missing");
  }
  if (listed.size && !faults) {
    findings.fine(8, "papers", {
      ja: `提出用の書面${listed.size}件は、書き出しの記録が示すものです。`,
      en: `The ${listed.size} papers are those the export event names.`,
    });
  }
}

/** What proof/papers.txt says, once it was compared with the export event; nothing where it is malformed. */
async function listedPapers(package_, named, wrong, findings) {
  if (!package_.places.has(PAPERS)) {
    if (named?.sha256) wrong("papers-missing", PAPERS, "書面の一覧がありません", "the list of papers is missing");
    return new Map();
  }
  const raw = await member(package_, PAPERS, { most: LARGEST_PAPERS, step: 8 }, findings);
  if (raw === null) return new Map();
  if (!named?.sha256) {
    wrong(
      "papers-unnamed",
      PAPERS,
      "書面の一覧を示す書き出しの記録がありません",
      "no export event names this list of papers",
    );
  } else if (named.sha256 !== hex(sha256(raw)) || named.size !== raw.length) {
    wrong(
      "papers-altered",
      PAPERS,
      `書面の一覧が、書き出しの記録${named.seq}の示すもの（SHA-256 ${named.sha256}）と違います`,
      `the list of papers is not the one that export event ${named.seq} names (SHA-256 ${named.sha256})`,
    );
  }
  const listed = parsePapers(decodedAnyway(raw));
  if (!listed.size) wrong("papers-form", PAPERS, "書面の一覧の形が違います", "the list of papers is malformed");
  return listed;
}

/** Path to SHA-256, or nothing: at least one line, LF after each, sorted by path, none twice. */
function parsePapers(text) {
  const listed = new Map();
  let before = "";
  if (!text.endsWith("\n")) return listed;
  for (const line of text.slice(0, -1).split("\n")) {
    const match = /^([0-9a-f]{64})  ([^\n%]+)$/.exec(line);
    if (!match || byCodePoint(before, match[2]) >= 0) return new Map();
    before = match[2];
    listed.set(before, match[1]);
  }
  return listed;
}

function checkPaper(path, stated, digest, wrong) {
  if (digest === undefined) return; // it could not be read, which was said
  if (stated === undefined) {
    wrong("paper-unlisted", path, "書面の一覧にない書面です", "it is not on the list of papers");
  } else if (stated !== digest) {
    wrong(
      "paper-altered",
      path,
      `書面が差し替えられたか、書き換えられています。元のSHA-256は ${stated} です`,
      `the paper was replaced or altered; its SHA-256 was ${stated}`,
    );
  }
}
