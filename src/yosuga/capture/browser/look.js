// What the page shows now, open shadow roots included: its words alone (`true`), or all that is judged by (`false`).
// Everything is asked of the prototypes: a form's fields, and what a page names `body`, stand in front of its own.
((wordsOnly) => {
  const MOST = 4000000, MOST_ELEMENTS = 100000;
  const getter = (kind, name) => {
    const get = Object.getOwnPropertyDescriptor(kind.prototype, name).get;
    return (one) => get.call(one);
  };
  const shadowOf = getter(Element, 'shadowRoot'), parentOf = getter(Node, 'parentElement'), wordsOf = getter(HTMLElement, 'innerText');
  const bodyOf = getter(Document, 'body'), contentOf = getter(HTMLIFrameElement, 'contentDocument'), nameOf = getter(Element, 'localName');
  const all = (root, selector) => (root instanceof Document ? Document : DocumentFragment).prototype.querySelectorAll.call(root, selector);
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
  const inShadows = roots.slice(1).filter((root) => isShown(root.host)).flatMap((root) => [...root.children]
    .filter((one) => !['style', 'script', 'template'].includes(nameOf(one)) && isShown(one)).map(words));
  const body = bodyOf(document), whole = getter(Document, 'documentElement')(document);
  const text = [body ? words(body) : whole?.textContent ?? '', ...inShadows].filter((one) => one).join('\n').slice(0, MOST);
  if (wordsOnly) { return text; }

  // What is fixed to the screen over most of it: twenty-five places are asked what a reader meets there.
  const at = (x, y) => {
    let one = Document.prototype.elementFromPoint.call(document, x, y);
    for (let inner; one && (inner = shadowOf(one)?.elementFromPoint(x, y)) && inner !== one;) { one = inner; }
    return one;
  };
  const hides = (one) => ['iframe', 'img', 'video', 'canvas'].includes(nameOf(one)) || /^rgb\(/.test(getComputedStyle(one).backgroundColor);
  const fixed = new Set();
  let over = 0, hidden = 0;
  for (let place = 0; place < 25; place += 1) {
    let opaque = false;
    for (let one = at(innerWidth * (place % 5 + 0.5) / 5, innerHeight * (Math.floor(place / 5) + 0.5) / 5); one; one = above(one)) {
      opaque ||= hides(one);
      if (getComputedStyle(one).position === 'fixed') { fixed.add(one); over += 1; hidden += opaque ? 1 : 0; break; }
    }
  }
  const framed = [...fixed].flatMap((one) => [one, ...Element.prototype.querySelectorAll.call(one, 'iframe')])
    .filter((one) => one instanceof HTMLIFrameElement).map(contentOf).filter((one) => one && bodyOf(one));
  const laid = [...[...fixed].map(words), ...framed.map((one) => wordsOf(bodyOf(one)))].join('\n').trim();
  const isCover = laid.length < text.length / 2;  // otherwise it is the page itself, in a box of its own
  const boxes = roots.flatMap((root) => [...all(root, 'dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]')])
    .filter(isVisible).map(words);
  return {
    title: getter(Document, 'title')(document), url: location.href, text, kind: getter(Document, 'contentType')(document), elements,
    password: roots.some((root) => all(root, 'input[type=password]').length)
      || framed.some((one) => one.querySelector('input[type=password]')),
    articles: all(document, 'article,[role=article],main').length,
    icon: all(document, 'link[rel~=icon i]')[0]?.href ?? '',
    dialog: [...boxes, ...(over >= 15 && isCover ? [laid] : [])].join('\n').slice(0, 2000),
    covered: hidden >= 20 && isCover,
  };
})
