// Takes what a person drops or chooses, a folder or a ZIP, and turns it into the list of files to verify.

/** What was dropped or chosen is nothing that can be verified; the words say what to do. */
class WrongChoice extends Error {
  constructor(ja, en) {
    super(en);
    Object.assign(this, { ja, en });
  }
}

const isZip = (file) => /\.zip$/i.test(file.name);

function nothingChosen() {
  return new WrongChoice(
    "フォルダーの中にファイルが見つかりません。証拠一式のフォルダーか、ZIPを選んでください。",
    "There are no files in it. Choose the folder of the evidence package, or its ZIP.",
  );
}

/** From `<input type="file" webkitdirectory>`: every file comes with its path, the chosen folder first. */
function fromChosenFolder(list) {
  const files = [...list].map((file) => ({ path: belowFirst(file.webkitRelativePath || file.name), file }));
  if (!files.length) throw nothingChosen();
  const name = (list[0].webkitRelativePath || "").split("/", 1)[0];
  return { name, files };
}

function belowFirst(path) {
  return path.includes("/") ? path.slice(path.indexOf("/") + 1) : path;
}

function fromChosenZip(file) {
  return { name: file.name, zip: file };
}

/**
 * From a drop: one folder, or one ZIP. It must be asked for before the first wait, after which the browser forgets it.
 * A page opened from a disk can walk a folder only by handles (Chromium); where there are none, by entries.
 */
async function fromDrop(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const files = [...transfer.files];
  const entry = items.length === 1 && items[0].webkitGetAsEntry ? items[0].webkitGetAsEntry() : null;
  const handle = entry?.isDirectory && items[0].getAsFileSystemHandle ? items[0].getAsFileSystemHandle() : null;
  if (handle) return fromHandle(await handle);
  if (entry?.isDirectory) return fromEntry(entry);
  if (files.length === 1 && isZip(files[0])) return fromChosenZip(files[0]);
  throw new WrongChoice(
    "証拠一式のフォルダーを1つ、またはZIPを1つだけ置いてください。",
    "Drop exactly one folder (the evidence package) or one ZIP.",
  );
}

async function fromHandle(top) {
  const files = [];
  const pending = [{ handle: top, prefix: "" }];
  while (pending.length && files.length <= MOST_FILES) {
    const { handle, prefix } = pending.pop();
    for await (const child of handle.values()) {
      const path = `${prefix}${child.name}`;
      if (child.kind === "directory") pending.push({ handle: child, prefix: `${path}/` });
      else files.push({ path, file: await child.getFile().catch((wrong) => new UnopenedFile(wrong)) });
    }
  }
  if (!files.length) throw nothingChosen();
  return { name: top.name, files };
}

async function fromEntry(top) {
  const files = [];
  const pending = [{ entry: top, prefix: "" }];
  while (pending.length && files.length <= MOST_FILES) {
    const { entry, prefix } = pending.pop();
    for (const child of await childrenOf(entry)) {
      const path = `${prefix}${child.name}`;
      if (child.isDirectory) pending.push({ entry: child, prefix: `${path}/` });
      else files.push({ path, file: await fileOf(child) });
    }
  }
  if (!files.length) throw nothingChosen();
  return { name: top.name, files };
}

/** All children: readEntries gives at most a hundred at a time, and an empty list at the end. */
async function childrenOf(directory) {
  const reader = directory.createReader();
  const children = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return children;
    children.push(...some);
  }
}

/** The file of an entry; one that cannot be opened stays in the list, so that it is named and not passed over. */
function fileOf(entry) {
  return new Promise((resolve) => entry.file(resolve, (wrong) => resolve(new UnopenedFile(wrong))));
}

/** Stands for a file that the browser could not open: every reading fails as the opening did. */
class UnopenedFile {
  constructor(wrong) {
    this.size = 0;
    this.wrong = wrong;
  }

  slice() {
    return this;
  }

  async arrayBuffer() {
    throw this.wrong;
  }
}
