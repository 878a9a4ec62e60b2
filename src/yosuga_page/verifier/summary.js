// Shows what the package says of itself, in both languages, and its items with their pictures blurred.

const byId = (id) => document.getElementById(id);

/** An element with children; a text is only ever text, never markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The same words in Japanese and English; the style shows the language chosen. */
function both(ja, en) {
  const pair = document.createDocumentFragment();
  pair.append(element("span", { lang: "ja" }, ja), element("span", { lang: "en" }, en));
  return pair;
}

function showSummary(summary) {
  const facts = byId("facts");
  const fact = (ja, en, value) => {
    if (value) facts.append(element("dt", {}, both(ja, en)), element("dd", {}, value));
  };
  const withheld = summary.withheld
    ? both(`${summary.withheld}件（番号だけが残ります）`, `${summary.withheld} (their numbers remain)`)
    : both("なし", "none");
  fact("事件番号", "Case", shown(summary.case));
  fact("書き出し", "Export", both(`第${summary.number}回`, `no. ${summary.number}`));
  fact("作成日時", "Made", summary.made);
  fact("受け取る方", "Recipient", shown(summary.recipient));
  fact("開示した項目", "Items disclosed", both(`${summary.items.length}件`, String(summary.items.length)));
  fact("開示していない項目", "Items withheld", withheld);
  const authorities = summary.authorities.map((one) => shown(one)).join("、");
  fact("時刻認証局", "Time-stamped by", authorities || both("なし（作成時に通信がありませんでした）", "none (made offline)"));
  fact("署名鍵（この一式が名乗るもの）", "Signing key (as the package says)", element("code", {}, shown(summary.key, 400)));
  fact("鍵の指紋", "Key fingerprint", element("code", {}, shown(summary.fingerprint)));
  const manifest = summary.manifest && element("code", {}, summary.manifest);
  fact("manifest-sha256.txt の SHA-256", "SHA-256 of manifest-sha256.txt", manifest);
}

function showItems(summary) {
  const list = byId("items");
  summary.items.forEach((item) => list.append(itemCard(item)));
  byId("no-items").hidden = summary.items.length > 0;
  const pictures = summary.items.some((item) => item.thumbnail);
  byId("pictures").hidden = !pictures;
  byId("show-all").addEventListener("click", () => {
    byId("warning").returnValue = ""; // the answer of last time is none for this time
    byId("warning").showModal();
  });
  byId("warning").addEventListener("close", () => {
    if (byId("warning").returnValue === "show") for (const one of list.querySelectorAll(".picture")) reveal(one, true);
  });
  byId("hide-all").addEventListener("click", () => {
    for (const one of list.querySelectorAll(".picture")) reveal(one, false);
  });
}

function itemCard(item) {
  const title = shown(item.title, 400);
  const heading = element("h3", {}, element("span", { class: "eid" }, item.id), " ", title);
  const about = element("div", { class: "about" }, heading);
  if (item.url) about.append(element("p", { class: "url" }, shown(item.url, 4000)));
  if (item.captured) about.append(element("p", { class: "when" }, both("取得 ", "Taken "), item.captured));
  about.append(element("p", { class: "state", id: `state-${item.id}` }));
  const card = element("li", { class: "item" });
  if (item.thumbnail) card.append(picture(item, title));
  card.append(about);
  return card;
}

function picture(item, title) {
  const image = element("img", { src: item.thumbnail, alt: "", decoding: "async" });
  const button = element("button", { type: "button", class: "picture" }, image, element("span", { class: "veil" }));
  button.dataset.item = `${item.id} ${title}`;
  reveal(button, false);
  button.addEventListener("click", () => reveal(button, button.getAttribute("aria-pressed") !== "true"));
  return button;
}

function reveal(button, open) {
  button.setAttribute("aria-pressed", String(open));
  button.querySelector(".veil").replaceChildren(open ? both("隠す", "Hide") : both("見る", "Show"));
  button.querySelector("img").alt = open ? button.dataset.item : "";
  button.setAttribute("aria-label", `${button.dataset.item} — ${open ? "隠す / Hide" : "画像を見る / Show the picture"}`);
}
