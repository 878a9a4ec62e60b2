// The page itself: takes what is dropped or chosen, tells how the check goes, and hands over its result.

let running = null;

/** Verify what was taken, and show how it goes and how it ended. */
async function check(taking) {
  if (running) return;
  running = new AbortController();
  window.yosugaResult = null;
  byId("result").replaceChildren();
  byId("working").hidden = false;
  say("読み込んでいます。", "Reading.");
  byId("bar").value = 0;
  try {
    const given = await taking();
    const result = await verify({ ...given, ...trustGiven(), progress: barTeller(), stop: running.signal });
    window.yosugaResult = result;
    showResult(result);
  } catch (wrong) {
    showFailure(wrong);
  } finally {
    byId("working").hidden = true;
    running = null;
  }
}

/** Moves the bar at every step, and tells screen readers each tenth. */
function barTeller() {
  let told = 0;
  return (done, total) => {
    const part = total ? done / total : 1;
    byId("bar").value = part;
    if (Math.floor(part * 10) === told) return;
    told = Math.floor(part * 10);
    say(`照合しています: ${told * 10}％`, `Comparing: ${told * 10} %`);
  };
}

function say(ja, en) {
  byId("progress").replaceChildren(both(ja, en));
}

function trustGiven() {
  const [text, file] = [byId("since").value.trim(), byId("since-file").files[0]];
  const since = file ? { file } : text && { text: `${text}\n` };
  return { key: byId("key").value.trim(), since: since || null };
}

function showFailure(wrong) {
  const known = [WrongChoice, BadNote, CannotReadOlder, Stopped, DOMException].some((kind) => wrong instanceof kind);
  let words = both(
    `確認を最後まで行えませんでした（${shown(String(wrong))}）。判定はありません。証拠一式は変わっていません。`,
    `The check could not be finished (${shown(String(wrong))}). There is no verdict. The package was not changed.`,
  );
  if (wrong instanceof WrongChoice) words = both(wrong.ja, wrong.en);
  if (wrong instanceof Stopped) words = both("中止しました。判定はありません。", "Stopped. There is no verdict.");
  if (wrong instanceof BadNote) {
    words = both("入力された鍵の形が違います。受け取ったとおりに貼り付けてください。", `The key you entered is malformed: ${wrong.message}.`);
  }
  if (wrong instanceof CannotReadOlder) {
    words = both("以前の記録を読めません。checkpoint.txt の中身か、以前のZIPを入れてください。", `The older one cannot be read: ${wrong.message}.`);
  }
  byId("result").replaceChildren(element("p", { class: "failure" }, words));
  say("判定はありません。", "There is no verdict.");
  byId("result").focus();
  if (!known) throw wrong;
}

function takeInput() {
  const zone = byId("drop");
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault(); // or the browser would open what is dropped, and leave the page
      zone.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) document.addEventListener(kind, () => zone.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!running) check(() => fromDrop(event.dataTransfer));
  });
  const takers = { folder: (input) => fromChosenFolder(input.files), zip: (input) => fromChosenZip(input.files[0]) };
  for (const [id, take] of Object.entries(takers)) {
    const input = byId(id);
    byId(`choose-${id}`).addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      if (!input.files.length) return;
      await check(async () => take(input));
      input.value = ""; // the same folder can be chosen again
    });
  }
  byId("stop").addEventListener("click", () => running && running.abort());
}

function switchLanguage() {
  const root = document.documentElement;
  root.lang = root.lang === "ja" ? "en" : "ja";
}

const SUMMARY = JSON.parse(byId("summary").textContent);
showSummary(SUMMARY);
showItems(SUMMARY);
takeInput();
byId("language").addEventListener("click", switchLanguage);
byId("main").hidden = false;
window.yosugaResult = null;
window.yosuga = Object.freeze({ verify, Sha256, hex, fold });
