/**
 * Which line a row starts on. Only rows whose distance to their line differs from the row before are kept, as
 * varint pairs: about two bytes for each such row and nothing for a plain file.
 */
export interface LineMap {
  /** Says that `row` starts on `line`; rows come in ascending order, those in between follow line by line. */
  mark(row: number, line: number): void
  lineOf(row: number): number
}

const marksPerIndex = 256

export function createLineMap(): LineMap {
  let bytes = new Uint8Array(64)
  let used = 0
  let marks = 0
  let lastRow = 0
  let lastShift = 0
  // State before every 256th mark: where its bytes start, the row and the shift reached.
  const index: { readonly at: number; readonly row: number; readonly shift: number }[] = []

  function put(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      bytes[used++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    bytes[used++] = rest
  }

  return {
    mark(row, line) {
      const shift = line - row
      if (shift === lastShift) return
      if (marks % marksPerIndex === 0) index.push({ at: used, row: lastRow, shift: lastShift })
      if (used + 20 > bytes.length) {
        const grown = new Uint8Array(bytes.length * 2)
        grown.set(bytes)
        bytes = grown
      }
      put(row - lastRow)
      put(shift - lastShift)
      lastRow = row
      lastShift = shift
      marks++
    },
    lineOf(row) {
      let low = 0
      let high = index.length
      while (high - low > 1) {
        const middle = (low + high) >>> 1
        if ((index[middle]?.row ?? 0) <= row) low = middle
        else high = middle
      }
      const start = index[low]
      if (!start) return row
      let { at, row: reached, shift } = start
      const take = (): number => {
        let value = 0
        for (let scale = 1; ; scale *= 0x80) {
          const byte = bytes[at++] ?? 0
          value += (byte & 0x7f) * scale
          if (byte < 0x80) return value
        }
      }
      while (at < used) {
        reached += take()
        if (reached > row) break
        shift += take()
      }
      return row + shift
    },
  }
}
