// Works out the SHA-256 of chosen files before they are sent, so that the person sees the very hash the log will have.
"use strict";
(() => {
  const MOST_BYTES = 128 * 1024 * 1024; // WebCrypto wants a file whole, in memory; larger ones the server hashes alone
  if (!window.crypto || !crypto.subtle) return;

  const hex = (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const row = (list, name) => {
    const item = document.createElement("li");
    const said = document.createElement("span");
    const sent = document.createElement("input");
    said.className = "code";
    said.textContent = list.dataset.working;
    sent.type = "hidden";
    sent.name = "seen";
    item.append(name, document.createElement("br"), said, sent);
    list.append(item);
    return { said, sent };
  };

  const watch = (input, list) => {
    let turn = 0;
    input.addEventListener("change", async () => {
      const mine = ++turn;
      list.replaceChildren();
      const rows = Array.from(input.files, (file) => ({ file, ...row(list, file.name) }));
      for (const { file, said, sent } of rows) {
        if (file.size > MOST_BYTES) {
          said.textContent = list.dataset.large;
          continue;
        }
        try {
          const digest = hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
          if (mine !== turn) return; // other files were chosen meanwhile
          sent.value = digest;
          said.textContent = `SHA-256 ${digest}`;
        } catch {
          said.textContent = list.dataset.large; // the file could not be read here; the server will say what it got
        }
      }
    });
  };

  // Each list stands behind its input, so hashes and files come in the same order.
  for (const input of document.querySelectorAll("input[type=file][data-hash]")) {
    watch(input, document.getElementById(input.dataset.hash));
  }
})();
