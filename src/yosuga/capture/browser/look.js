// What the page shows now, shadow roots included: its words alone (`true`), or all that is judged by (`false`).
// Closed ones are read where shadows.py has found them (`__yosugaClosed`).
// Everything is asked of the prototypes: a form's fields, and what a page names `body`, stand in front of its own.
((wordsOnly) => {
  const MOST = 4000000, MOST_ELEMENTS = 100000, MOST_STYLED = 20000;
  const getter = (kind, name) => {
    const get = Object.getOwnPropertyDescriptor(kind.prototype, name).get;
    return (one) => get.call(one);
  };
  const openOf = getter(Element, 'shadowRoot'), closed = globalThis.__yosugaClosed;
  const shadowOf = (one) => openOf(one) ?? closed?.get(one);
  const parentOf = getter(Node, 'parentElement'), wordsOf = getter(HTMLElement, 'innerText');
  const bodyOf = getter(Document, 'body'), contentOf = getter(HTMLIFrameElement, 'contentDocument'), nameOf = getter(Element, 'localName');
  const all = (root, selector) => [Document, DocumentFragment, Element].find((kind) => root instanceof kind)
    .prototype.querySelectorAll.call(root, selector);
  const isVisible = (one) => Element.prototype.checkVisibility.call(one);
  const above = (one) => parentOf(one) ?? Node.prototype.getRootNode.call(one).host;
  const words = (one) => (one instanceof HTMLElement ? wordsOf(one) : '');
  const elements = all(document, '*').length;

  const roots = [document];
  if (elements <= MOST_ELEMENTS) {
    for (const root of roots) {
      for (const one of all(root, '*')) { if (shadowOf(one)) { roots.push(shadowOf(one)); } }
    }
  }
  const isShown = (one) => {
    while (one && !isVisible(one) && getComputedStyle(one).display === 'contents') { one = above(one); }
    return !one || isVisible(one);
  };
  const shadows = roots.slice(1).filter((root) => isShown(root.host));
  const isSaid = (one) => !['style', 'script', 'template'].includes(nameOf(one)) && isShown(one);
  const wordsIn = (root) => [...root.childNodes].map((one) => (one instanceof Text ? one.data.trim()
    : one instanceof Element && isSaid(one) ? words(one) : ''));
  const inShadows = shadows.flatMap(wordsIn);
  const body = bodyOf(document), whole = getter(Document, 'documentElement')(document);
  const text = [body ? words(body) : whole?.textContent ?? '', ...inShadows].filter((one) => one).join('\n').slice(0, MOST);
  if (wordsOnly) { return text; }

  // What is fixed to the screen over most of it: twenty-five places are asked what a reader meets there. What lets
  // every touch through is not met by scripts: where there is such a thing (`unfelt`), overlays.py asks the browser.
  const places = Array.from({length: 25}, (_, place) =>
    [innerWidth * (place % 5 + 0.5) / 5, innerHeight * (Math.floor(place / 5) + 0.5) / 5]);
  const at = ([x, y]) => {
    let one = Document.prototype.elementFromPoint.call(document, x, y);
    for (let inner; one && (inner = shadowOf(one)?.elementFromPoint(x, y)) && inner !== one;) { one = inner; }
    return one;
  };
  const isClear = (one) => !Element.prototype.checkVisibility.call(one, {opacityProperty: true, visibilityProperty: true});
  const hides = (one) => ['iframe', 'img', 'video', 'canvas'].includes(nameOf(one)) || /^rgb\(/.test(getComputedStyle(one).backgroundColor);
  const fixed = new Set(), hit = new Set();
  // Returns 0 where `one` is part of the page, 1 where it is of a box fixed over it, 2 where that hides what it covers.
  const cover = (one) => {
    let opaque = false;
    if (one && isClear(one)) { return 0; }
    for (const first = one; one; one = above(one)) {
      const style = getComputedStyle(one);
      opaque = (opaque || hides(one)) && style.opacity > 0.9;
      if (style.position === 'fixed') { fixed.add(one); hit.add(first); return opaque ? 2 : 1; }
    }
    return 0;
  };
  const felt = globalThis.__yosugaFelt ?? [];
  delete globalThis.__yosugaFelt;
  const covers = places.map((place, number) => Math.max(cover(at(place)), cover(felt[number])));
  const over = covers.filter((one) => one).length, hidden = covers.filter((one) => one === 2).length;
  const isLarge = elements > MOST_STYLED;
  let known = 1;  // nodes, as shadows.py counts them: elements, text, CDATA and comments
  for (const root of isLarge || !whole ? [] : [whole, ...roots.slice(1)]) {
    for (const walker = Document.prototype.createTreeWalker.call(document, root, 0x8d); walker.nextNode();) { known += 1; }
  }
  const isUnfelt = (one) => {
    const style = getComputedStyle(one);
    if (style.pointerEvents !== 'none' || (style.position !== 'fixed' && !hides(one)) || isClear(one)) { return false; }
    const {left, right, top, bottom} = Element.prototype.getBoundingClientRect.call(one);
    return places.filter(([x, y]) => left <= x && x < right && top <= y && y < bottom).length >= 15;
  };
  const unfelt = !isLarge && roots.some((root) => Array.from(all(root, '*')).some(isUnfelt));
  const inside = [...new Set([...hit, ...[...fixed].flatMap((one) => [one, ...all(one, 'iframe')])])]
    .filter((one) => one instanceof HTMLIFrameElement);
  const framed = inside.map(contentOf).filter((one) => one && bodyOf(one));
  globalThis.__yosugaForeign = over >= 15 ? inside.filter((one) => !contentOf(one) && isVisible(one)) : [];
  const isWithin = (one) => { while (one && !fixed.has(one)) { one = above(one); } return !!one; };
  const laid = [...[...fixed].map(words), ...shadows.filter((root) => isWithin(root.host)).flatMap(wordsIn),
    ...framed.map((one) => wordsOf(bodyOf(one)))].join('\n').trim();
  const isCover = laid.length < text.length / 2;  // otherwise it is the page itself, in a box of its own
  const boxes = roots.flatMap((root) => [...all(root, 'dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]')])
    .filter(isVisible).map(words);
  return {
    title: getter(Document, 'title')(document), url: location.href, text, kind: getter(Document, 'contentType')(document), elements, unfelt,
    known, large: isLarge, foreign: globalThis.__yosugaForeign.length,
    password: roots.some((root) => all(root, 'input[type=password]').length)
      || framed.some((one) => one.querySelector('input[type=password]')),
    articles: all(document, 'article,[role=article],main').length,
    icon: all(document, 'link[rel~=icon i]')[0]?.href ?? '',
    dialog: [...boxes, ...(over >= 15 && isCover ? [laid] : [])].join('\n').slice(0, 2000),
    covered: hidden >= 20 && isCover,
  };
})
