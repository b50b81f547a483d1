/** Bytes of a piece before they are text: a few pieces make a commit that nobody waits for. */
const bytesPerPiece = 96 * 1024

/** Bytes as pieces of text that both stores hold. */
export function packBytes(bytes: Uint8Array): string[] {
  const pieces: string[] = []
  for (let at = 0; at < bytes.byteLength; at += bytesPerPiece) {
    const some = bytes.subarray(at, at + bytesPerPiece)
    pieces.push(Buffer.from(some.buffer, some.byteOffset, some.byteLength).toString('base64'))
  }
  return pieces
}

/** The bytes of pieces, in memory of their own. */
export function unpackBytes(pieces: readonly string[]): Uint8Array<ArrayBuffer> {
  const parts = pieces.map((piece) => Buffer.from(piece, 'base64'))
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}

/** The memory of numbers as bytes. */
export function bytesOf(numbers: Int32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
