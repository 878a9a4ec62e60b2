// Reads what a post page says of itself, in an isolated world of a page that may lie: no own property of the page is
// used (a <form name=querySelectorAll> would shadow it), every list is bounded, and the result is at most 2 MB of JSON.
(() => {
  "use strict";
  const MOST_BYTES = 2000000;
  const call = (method, self, ...rest) => Reflect.apply(method, self, rest);
  const getter = (prototype, name) => {
    const found = Object.getOwnPropertyDescriptor(prototype, name);
    return found && found.get ? (self) => Reflect.apply(found.get, self, []) : () => null;
  };
  const attempt = (read, otherwise) => { try { return read(); } catch { return otherwise; } };
  const innerText = getter(HTMLElement.prototype, "innerText");
  const textContent = getter(Node.prototype, "textContent");
  const attribute = (element, name) => call(Element.prototype.getAttribute, element, name) || "";
  const cut = (text, most) => (typeof text === "string" ? text.slice(0, most) : "");
  const truncated = [];
  const all = (selector, most) => {
    const found = attempt(() => call(Document.prototype.querySelectorAll, document, selector), []);
    if (found.length > most) truncated.push(selector);
    return Array.prototype.slice.call(found, 0, most);
  };

  let room = 300000;
  const blocks = [];
  for (const script of all('script[type="application/ld+json" i]', 50)) {
    const text = attempt(() => textContent(script), "") || "";
    if (text.length > room) { truncated.push("json-ld"); continue; }
    room -= text.length;
    blocks.push(text);
  }

  const meta = all("meta[property], meta[name]", 400).map((element) => [
    cut(attribute(element, "property") || attribute(element, "name"), 100),
    cut(attribute(element, "content"), 2000),
  ]).filter(([name, content]) => name && content);

  const wanted = /^(datePublished|dateCreated|uploadDate|identifier|url|name|alternateName|additionalName|author|headline|articleBody|text|interactionCount|userInteractionCount)$/;
  const properties = all("[itemprop]", 600).filter((element) => wanted.test(attribute(element, "itemprop"))).slice(0, 300)
    .map((element) => {
      const scope = attempt(() => call(Element.prototype.closest, getter(Node.prototype, "parentElement")(element), "[itemscope]"), null);
      const value = attribute(element, "content") || attribute(element, "datetime") || attribute(element, "href")
        || attempt(() => textContent(element), "");
      return {
        name: cut(attribute(element, "itemprop"), 60),
        of: scope ? cut(attribute(scope, "itemprop"), 60) : "",
        type: scope ? cut(attribute(scope, "itemtype"), 120) : "",
        value: cut(value, 2000),
      };
    });

  const times = all("time, abbr[title][data-utime], [data-utime]", 200).map((element) => ({
    datetime: cut(attribute(element, "datetime") || attribute(element, "data-utime"), 60),
    shown: cut(attempt(() => innerText(element), "") || attempt(() => textContent(element), ""), 200),
    label: cut(attribute(element, "title") || attribute(element, "aria-label"), 200),
  }));

  const links = {};
  for (const element of all('link[rel="canonical" i], link[rel="author" i], link[rel="shortlink" i]', 10)) {
    const relation = attribute(element, "rel").toLowerCase();
    if (!(relation in links)) links[relation] = cut(attribute(element, "href"), 4000);
  }

  const root = getter(Document.prototype, "documentElement")(document);
  const body = getter(Document.prototype, "body")(document);
  let text = attempt(() => innerText(body), "") || attempt(() => textContent(root), "") || "";
  const characters = text.length;
  if (text.length > 600000) { truncated.push("text"); text = text.slice(0, 600000); }
  const count = (selector) => attempt(() => call(Document.prototype.querySelectorAll, document, selector).length, 0);

  const result = {
    version: 1,
    title: cut(getter(Document.prototype, "title")(document), 2000),
    lang: root ? cut(attribute(root, "lang"), 40) : "",
    charset: cut(getter(Document.prototype, "characterSet")(document), 40),
    json_ld: blocks, meta, properties, times, links, text, characters, truncated,
    counts: { articles: count("article, [role=article]"), images: count("img"), videos: count("video"), frames: count("iframe, frame"), elements: count("*") },
  };
  const size = () => new TextEncoder().encode(JSON.stringify(result)).length;
  while (size() > MOST_BYTES && result.text.length > 1000) {
    result.text = result.text.slice(0, result.text.length / 2);
    if (!truncated.includes("text")) truncated.push("text");
  }
  for (const part of ["json_ld", "properties", "meta", "times"]) {
    if (size() <= MOST_BYTES) break;
    result[part] = [];
    truncated.push(part);
  }
  return JSON.stringify(result);
})()
