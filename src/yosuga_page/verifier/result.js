// Shows the result of a check: the verdict, what it means, every finding, and the state of each item.

const MEANING = {
  fine: both.bind(
    null,
    "確かめたものは、すべて作成時の記録と合っています。",
    "Everything that was checked fits what was recorded when it was made.",
  ),
  open: both.bind(
    null,
    "食い違いはありません。ただし、ここだけでは決められないことがあります。下に挙げます。",
    "Nothing disagrees. Some things cannot be decided here alone; they are listed below.",
  ),
  broken: both.bind(
    null,
    "作成時の記録と合わないものがあります。写すときの失敗でも起こります。結果を保存し、作成者から元の証拠一式をもう一度受け取ってください。",
    "Something does not fit what was recorded. A copy that failed can be the cause. " +
      "Save this result, and ask the maker for the original package once more.",
  ),
};

function showResult(result) {
  const out = byId("result");
  const [ja, en] = WORDS[result.verdict];
  out.replaceChildren(
    element("p", { class: `verdict ${result.verdict}` }, both(ja, en)),
    element("p", {}, MEANING[result.verdict]()),
    element("p", { class: "name" }, shown(result.name), " ", fileCount(result.files)),
  );
  const other = result.case && result.case !== SUMMARY.case;
  if (other) {
    out.append(
      element(
        "p",
        { class: "failure" },
        both("このページの説明とは別の事件の証拠一式です。", "This is the package of another case than the one this page describes."),
      ),
    );
  }
  showFindings(out, result);
  if (!other) showStates(result);
  say(`終わりました。判定は「${ja}」です。`, `Done. The verdict is: ${en}.`);
  out.focus();
}

function fileCount(files) {
  return element("span", { class: "count" }, both(`${files}ファイル`, `${files} files`));
}

function showFindings(out, result) {
  const section = (title, list, kind = "findings") => {
    if (list.length) out.append(element("h3", {}, title), element("ul", { class: kind }, ...list));
  };
  const of = (severity) => result.findings.filter((one) => one.severity === severity).map(findingLine);
  const more = Object.entries(result.unlisted).map(([code, count]) =>
    element("li", {}, both(`同じ種類（${code}）がほかに${count}件`, `${count} more of this kind (${code})`)),
  );
  section(both("合わないもの", "What does not fit"), [...of(BROKEN), ...more]);
  section(both("確認が必要なもの", "What needs review"), of(OPEN));
  if (result.verdict !== FINE) {
    section(
      both("それでも言えること", "What still stands"),
      result.proven.map((one) => element("li", {}, both(one.ja, one.en))),
    );
  }
  section(both("合っているもの", "What fits"), of(FINE));
  section(both("項目ごと", "Item by item"), result.items.map(itemLine), "marks");
  out.append(element("p", { class: "caveat" }, both(result.caveat.ja, result.caveat.en)));
  out.append(saveButton("report.txt", both("結果を保存（文章）", "Save the report (text)"), () => reportText(result)));
  const json = () => JSON.stringify(result, null, 1);
  out.append(saveButton("report.json", both("結果を保存（JSON）", "Save the report (JSON)"), json));
}

function findingLine(one) {
  const line = element("li", { class: one.severity });
  if (one.item) line.append(element("span", { class: "eid" }, one.item), " ");
  line.append(both(one.ja, one.en));
  line.append(element("span", { class: "step" }, both(`手順${one.step}`, `step ${one.step}`)));
  if (one.subject) line.append(element("code", {}, shown(one.subject)));
  return line;
}

function itemLine(item) {
  const mark = element("span", { class: `mark ${item.verdict}` }, both(...WORDS[item.verdict]));
  return element("li", {}, element("span", { class: "eid" }, item.id), " ", mark);
}

/** The verdict of each item, beside its picture. */
function showStates(result) {
  for (const item of result.items) {
    const state = byId(`state-${item.id}`);
    if (state) state.replaceChildren(element("span", { class: `mark ${item.verdict}` }, both(...WORDS[item.verdict])));
  }
}

function saveButton(name, words, content) {
  const button = element("button", { type: "button" }, words);
  button.addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([content()], { type: "text/plain;charset=utf-8" }));
    element("a", { href: url, download: `yosuga-${name}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  });
  return button;
}
