import { readFileSync, readdirSync } from 'node:fs'

/** Resident bytes of a process and everything below it, by /proc; a process that ends meanwhile counts nothing. */
export function residentBytesOfTree(root: number): number {
  const childrenByParent = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(name)
    if (parent === null) continue
    const siblings = childrenByParent.get(parent)
    if (siblings) siblings.push(Number(name))
    else childrenByParent.set(parent, [Number(name)])
  }
  let bytes = 0
  const waiting = [root]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    bytes += residentBytes(next)
    waiting.push(...(childrenByParent.get(next) ?? []))
  }
  return bytes
}

function parentOf(name: string): number | null {
  const stat = readText(`/proc/${name}/stat`)
  // The second field is the program's name in parentheses and may hold anything.
  const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  return parent === undefined ? null : Number(parent)
}

function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/status`) ?? '')?.[1]
  return kibibytes === undefined ? 0 : Number(kibibytes) * 1024
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
