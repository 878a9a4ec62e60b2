// Step 9: time runs forward in what the events claim, and each event names a token that came before it.

const SLACK_US = 2000000;

/** Looks at the disclosed events in order; one instance a package. */
class Watch {
  constructor(findings) {
    this.findings = findings;
    this.mono = new Map();
    this.at = "";
    this.days = new Set();
    this.tokens = new Set();
    this.unknown = [];
  }

  /** Take in an event; `whole` says that no event before it is withheld. */
  see(seq, values, whole) {
    const mono = Number(values.mono_us);
    if (mono < (this.mono.get(values.boot) || 0)) {
      this.broken(
        "mono",
        values.eid,
        `記録${seq}で、戻るはずのない経過時間が戻っています。順序か時刻が作られた疑いがあります。`,
        `At event ${seq} the elapsed time, which cannot run back, does. Order or time may be made up.`,
      );
    }
    this.mono.set(values.boot, mono);
    if (values.at_device < this.at && values.type !== "clock_jump") this.jumped(seq, values);
    this.at = values.at_device;
    this.day(seq, values.at_device.slice(0, 10));
    if (values.anchor !== "none" && !this.tokens.has(values.anchor)) {
      if (whole) this.tooEarly(seq, values.eid);
      else if (this.unknown.length < 10000) this.unknown.push([seq, values.anchor, values.eid]);
    }
    if (values.type === "anchor") this.tokens.add(values.sha256 || "");
  }

  /** Judge the tokens named before any event introduced them, now that all events are known. */
  close() {
    for (const [seq, anchor, item] of this.unknown) if (this.tokens.has(anchor)) this.tooEarly(seq, item);
    if (!this.findings.anyBroken(9)) {
      this.findings.fine(9, "time", { ja: "記録の時間は前に進んでいます。", en: "Time runs forward in the log." });
    }
  }

  tooEarly(seq, item) {
    this.broken(
      "anchor-order",
      item,
      `記録${seq}が、それより前の記録にない時刻認証を示しています。`,
      `Event ${seq} names a time-stamp token that no earlier event introduced.`,
    );
  }

  day(seq, day) {
    if (this.days.has(day)) return;
    this.days.add(day);
    if (Number.isNaN(microseconds(`${day}T00:00:00.000000Z`))) {
      this.broken("calendar", "", `記録${seq}の日付が暦にありません。`, `Event ${seq} has a date that is in no calendar.`);
    }
  }

  jumped(seq, values) {
    const back = microseconds(this.at) - microseconds(values.at_device); // NaN: no day of any calendar, reported
    if (!(back > SLACK_US)) return;
    const seconds = Math.round(back / 1000000);
    this.findings.open(9, "clock", {
      subject: EVENTS,
      item: values.eid,
      ja: `記録${seq}で、端末の時計が説明なく${seconds}秒戻っています。`,
      en: `At event ${seq} the device's clock runs back by ${seconds} s, unexplained.`,
    });
  }

  broken(code, item, ja, en) {
    this.findings.broken(9, code, { subject: EVENTS, item, ja, en });
  }
}

/** Microseconds since 1970 of a moment of part B; NaN when no calendar has that day. */
function microseconds(moment) {
  const [year, month, day] = [0, 5, 8].map((at) => Number(moment.slice(at, at === 0 ? 4 : at + 2)));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || date.getUTCMonth() !== month - 1) return NaN;
  const [hours, minutes, seconds] = [11, 14, 17].map((at) => Number(moment.slice(at, at + 2)));
  date.setUTCHours(hours, minutes, seconds, 0);
  return date.getTime() * 1000 + Number(moment.slice(20, 26));
}
