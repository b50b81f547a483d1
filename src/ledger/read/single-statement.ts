/**
 * The text of a SQL script up to its first semicolon that is not in a string, a quoted name or a comment. What follows
 * is the business of the parser, which counts the statements.
 */
export function withoutSemicolon(sql: string): string {
  let at = 0
  while (at < sql.length) {
    const rest = sql.slice(at, at + 64)
    const character = sql[at]
    if (character === ';') return sql.slice(0, at)
    if (character === "'" || character === '"') {
      // A backslash escapes in E'...' only.
      const escapes = character === "'" && /[eE]/.test(sql[at - 1] ?? '') && !/\w/.test(sql[at - 2] ?? ' ')
      at = skipQuoted(sql, at, character, escapes)
    } else if (rest.startsWith('--')) {
      const end = sql.indexOf('\n', at)
      at = end < 0 ? sql.length : end
    } else if (rest.startsWith('/*')) {
      at = skipComment(sql, at)
    } else {
      const tag =
        character === '$' && !/\w/.test(sql[at - 1] ?? ' ') ? /^\$(?:[A-Za-z_]\w*)?\$/.exec(rest)?.[0] : undefined
      const close = tag === undefined ? -1 : sql.indexOf(tag, at + tag.length)
      at = tag === undefined ? at + 1 : close < 0 ? sql.length : close + tag.length
    }
  }
  return sql
}

function skipQuoted(sql: string, from: number, quote: string, escapes: boolean): number {
  for (let at = from + 1; at < sql.length; at++) {
    if (escapes && sql[at] === '\\') at++
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1
      at++
    }
  }
  return sql.length
}

function skipComment(sql: string, from: number): number {
  let depth = 0
  for (let at = from; at < sql.length; at++) {
    if (sql.startsWith('/*', at)) {
      depth++
      at++
    } else if (sql.startsWith('*/', at)) {
      depth--
      at++
      if (depth === 0) return at + 1
    }
  }
  return sql.length
}
