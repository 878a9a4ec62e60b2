// Reads what an RFC 3161 response says: enough of DER to find a token's imprint and time. Nothing of it is believed.

const SHA256_OID = "608648016503040201"; // 2.16.840.1.101.3.4.2.1
const SIGNED_DATA_OID = "2a864886f70d010702"; // 1.2.840.113549.1.7.2
const TST_INFO_OID = "2a864886f70d0109100104"; // 1.2.840.113549.1.9.16.1.4
const DER = { integer: 0x02, octets: 0x04, oid: 0x06, time: 0x18, sequence: 0x30, explicit: 0xa0 };

/** The bytes are no granted RFC 3161 response over a SHA-256 imprint. */
class BadToken extends Error {}

/** Read a TimeStampResp (RFC 3161 2.4.2): {imprint, time as YYYY-MM-DDThh:mm:ss}. Throws BadToken. */
function readResponse(raw) {
  const response = derItems(derOnly(raw, DER.sequence));
  const status = hex(derAt(derItems(derAt(response, 0, DER.sequence)), 0, DER.integer));
  if (!["00", "01"].includes(status)) throw new BadToken("the authority did not grant it");
  if (response.length !== 2) throw new BadToken("it holds no token");
  const content = derItems(derAt(response, 1, DER.sequence));
  if (hex(derAt(content, 0, DER.oid)) !== SIGNED_DATA_OID) throw new BadToken("its token is not signed data");
  const signed = derItems(derOnly(derAt(content, 1, DER.explicit), DER.sequence));
  const inner = derItems(derAt(signed, 2, DER.sequence));
  if (hex(derAt(inner, 0, DER.oid)) !== TST_INFO_OID) throw new BadToken("it stamps nothing");
  const info = derItems(derOnly(derOnly(derAt(inner, 1, DER.explicit), DER.octets), DER.sequence));
  if (derAt(info, 3, DER.integer).length > 64) throw new BadToken("its serial number is too long");
  return { imprint: derImprint(info), time: derTime(derAt(info, 4, DER.time)) };
}

function derImprint(info) {
  const imprint = derItems(derAt(info, 2, DER.sequence));
  const algorithm = derItems(derAt(imprint, 0, DER.sequence));
  const digest = derAt(imprint, 1, DER.octets);
  if (hex(derAt(algorithm, 0, DER.oid)) !== SHA256_OID || digest.length !== 32) {
    throw new BadToken("its imprint is not SHA-256");
  }
  return digest;
}

/** GeneralizedTime in UTC with Z (RFC 3161 2.4.2), fractions of a second allowed. */
function derTime(raw) {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(decodedAnyway(raw));
  if (!match) throw new BadToken("its time is malformed");
  const [year, month, day, hours, minutes, seconds] = match.slice(1);
  const time = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}`;
  const lawful = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  if (!lawful || Number.isNaN(microseconds(`${time}.000000Z`))) throw new BadToken("its time is malformed");
  return time;
}

function derOnly(raw, tag) {
  const found = derItems(raw);
  if (found.length !== 1) throw new BadToken("it has more or less than one part where one is wanted");
  return derAt(found, 0, tag);
}

function derAt(items, index, tag) {
  if (!items[index] || items[index].tag !== tag) throw new BadToken("it is not built like a time-stamp");
  return items[index].value;
}

/** Split DER into {tag, value}; definite lengths only (X.690 10.1). */
function derItems(raw) {
  const found = [];
  for (let at = 0; at < raw.length; ) {
    const tag = raw[at];
    let length = at + 1 < raw.length ? raw[at + 1] : 0x80;
    at += 2;
    if (length >= 0x80) {
      const width = length & 0x7f;
      if (width < 1 || width > 4) throw new BadToken("it is not DER");
      length = raw.subarray(at, at + width).reduce((number, byte) => number * 256 + byte, 0);
      at += width;
    }
    if (at + length > raw.length) throw new BadToken("it is cut");
    found.push({ tag, value: raw.subarray(at, at + length) });
    at += length;
  }
  return found;
}
