/*
 * Looks for a number that makes SHA-256 of "challenge:number" begin with enough zero bits (core/proof.py).
 * SHA-256 is written out here: the browser's own answers one at a time and only on secure pages.
 */

const K = new Uint32Array(64);
const START = new Uint32Array(8);
fillConstants();

/** The constants are the fractions of the cube and square roots of the first primes. */
function fillConstants() {
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  let found = 0;
  for (let candidate = 2; found < 64; candidate += 1) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) if (candidate % divisor === 0) isPrime = false;
    if (!isPrime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(candidate));
    K[found] = fraction(Math.cbrt(candidate));
    found += 1;
  }
}

const w = new Int32Array(64);

/** Mix one block of 64 bytes into the state. */
function mix(state, bytes, offset) {
  for (let i = 0; i < 16; i += 1) {
    const at = offset + i * 4;
    w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i += 1) {
    const a = w[i - 15];
    const b = w[i - 2];
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

/** Return a function that gives the first word of the hash of `prefix` followed by a number. */
function hasher(prefix) {
  const head = new TextEncoder().encode(prefix);
  const whole = head.length - (head.length % 64);
  const middle = Uint32Array.from(START);
  for (let at = 0; at < whole; at += 64) mix(middle, head, at);
  const tail = new Uint8Array(128);
  const kept = head.length - whole;
  const state = new Uint32Array(8);
  return (number) => {
    const digits = String(number);
    tail.fill(0);
    tail.set(head.subarray(whole));
    for (let i = 0; i < digits.length; i += 1) tail[kept + i] = digits.charCodeAt(i);
    const length = kept + digits.length;
    tail[length] = 0x80;
    const end = length < 56 ? 64 : 128;
    new DataView(tail.buffer).setUint32(end - 4, (whole + length) * 8);
    state.set(middle);
    for (let at = 0; at < end; at += 64) mix(state, tail, at);
    return state[0];
  };
}

const STEP = 20000;

self.addEventListener("message", ({ data: { challenge, from } }) => {
  const bits = Number(challenge.split(".")[0]);
  const first = hasher(`${challenge}:`);
  let number = from;
  while (Math.clz32(first(number)) < bits) {
    number += 1;
    if (number % STEP === 0) self.postMessage({ number, isDone: false });
  }
  self.postMessage({ number, isDone: true });
});
