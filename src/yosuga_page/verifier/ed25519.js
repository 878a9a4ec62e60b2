// Ed25519 signatures after RFC 8032 by WebCrypto, and strictly: no second spelling of a key or a number is taken.

const PRIME = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

const mod = (value) => ((value % PRIME) + PRIME) % PRIME;

function power(base, exponent) {
  let result = 1n;
  for (base = mod(base); exponent; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}

const CURVE_D = mod(-121665n * power(121666n, PRIME - 2n));
const ROOT_OF_MINUS_1 = power(2n, (PRIME - 1n) / 4n);

function littleEndian(bytes) {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

/**
 * Whether 32 bytes are a point in its one encoding (RFC 8032 5.1.3), and not one of the eight of small order, under
 * which anything verifies.
 */
function isGoodKey(bytes) {
  const raw = littleEndian(bytes);
  const sign = raw >> 255n;
  const y = raw & (2n ** 255n - 1n);
  if (y >= PRIME) return false;
  const square = mod((y * y - 1n) * power(CURVE_D * y * y + 1n, PRIME - 2n));
  let x = power(square, (PRIME + 3n) / 8n);
  if (mod(x * x - square)) x = mod(x * ROOT_OF_MINUS_1);
  if (mod(x * x - square) || (x === 0n && sign)) return false;
  let point = [x, y];
  for (let times = 0; times < 3; times++) point = doubled(point);
  return !(point[0] === 0n && point[1] === 1n);
}

/** A point added to itself, in affine coordinates (RFC 8032 5.1.4, the curve's own equation). */
function doubled([x, y]) {
  const product = mod(CURVE_D * x * x * y * y);
  return [
    mod(2n * x * y * power(1n + product, PRIME - 2n)),
    mod((y * y + x * x) * power(1n - product, PRIME - 2n)),
  ];
}

/** Whether a signature over `message` is by the public key; null when this browser cannot say. */
async function verifySignature(signature, message, publicKey) {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  // RFC 8032 8.4: S < L, or anyone could make a second signature.
  if (littleEndian(signature.subarray(32)) >= ORDER || !isGoodKey(publicKey)) return false;
  if (!globalThis.crypto?.subtle) return null;
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, message);
  } catch (wrong) {
    if (wrong instanceof DOMException) return null; // NotSupportedError and its like: an older browser
    throw wrong;
  }
}
