/** The end of the last whole UTF-8 character in bytes [from, to): at most 3 bytes earlier. */
export function characterEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let back = 1; back <= 3 && to - back >= from; back++) {
    const byte = bytes[to - back] as number
    if (byte < 0x80) return to
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? to - back : to
    }
  }
  return to
}
