// Files as they come out of crashes, bad lines and wrong programs: made from good ones by a seeded chance.

/** Numbers that look random; the same seed gives the same ones. */
export function chanceOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

type Damage = (bytes: Buffer, chance: (below: number) => number) => Buffer

const stray = ['\0', '"', '\r', '\n', ';', ',', '\u00ff', '\ud800', '<', '}', '99999999999999', '=1+1', '\ufeff']

const damages: Readonly<Record<string, Damage>> = {
  'cut short': (bytes, chance) => bytes.subarray(0, chance(bytes.length)),
  'a bit turned': (bytes, chance) => {
    const at = chance(bytes.length)
    return replaced(bytes, at, at + 1, Buffer.of((bytes[at] ?? 0) ^ (1 << chance(8))))
  },
  'a part lost': (bytes, chance) => {
    const at = chance(bytes.length)
    return replaced(bytes, at, at + 1 + chance(200), Buffer.alloc(0))
  },
  'a part there twice': (bytes, chance) => {
    const at = chance(bytes.length)
    return replaced(bytes, at, at, bytes.subarray(at, at + 1 + chance(400)))
  },
  'a part of zeros': (bytes, chance) => {
    const [at, length] = [chance(bytes.length), 1 + chance(64)]
    return replaced(bytes, at, at + length, Buffer.alloc(length))
  },
  'noise within': (bytes, chance) => {
    const noise = Buffer.from(Array.from({ length: 1 + chance(48) }, () => chance(256)))
    const at = chance(bytes.length)
    return replaced(bytes, at, at + noise.length, noise)
  },
  'a stray character': (bytes, chance) => {
    const at = chance(bytes.length)
    return replaced(bytes, at, at, Buffer.from(stray[chance(stray.length)] ?? ''))
  },
  'many stray characters': (bytes, chance) => {
    let damaged = bytes
    for (let times = 0; times < 12; times++) damaged = damage('a stray character', damaged, chance)
    return damaged
  },
  'another file behind it': (bytes, chance) => Buffer.concat([bytes, bytes.subarray(chance(bytes.length))]),
}

export const damageNames = Object.keys(damages)

export function damage(name: string, bytes: Buffer, chance: (below: number) => number): Buffer {
  return damages[name]?.(bytes, chance) ?? bytes
}

function replaced(bytes: Buffer, from: number, to: number, by: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)])
}
