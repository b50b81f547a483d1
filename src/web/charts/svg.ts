/** A mark of a drawing: a rectangle, a shape or a line of text, in pixels and in colours that need no style sheet. */
export type Mark =
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly fill: string
      readonly stroke?: string
      readonly dash?: boolean
    }
  | { readonly kind: 'shape'; readonly path: string; readonly fill: string; readonly opacity: number }
  | {
      readonly kind: 'text'
      readonly x: number
      readonly y: number
      readonly text: string
      readonly fill: string
      readonly anchor?: 'start' | 'middle' | 'end'
      readonly weight?: 400 | 600
    }

/** The marks as a drawing on its own. */
export function svgOf(marks: readonly Mark[], width: number, height: number, font: string, size: number): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(font)}" font-size="${size}">`
  return `${head}${marks.map(markup).join('')}</svg>`
}

function markup(mark: Mark): string {
  if (mark.kind === 'text') {
    const { x, y, text, fill, anchor = 'start', weight = 400 } = mark
    return `<text x="${x}" y="${y}" fill="${escape(fill)}" text-anchor="${anchor}" font-weight="${weight}" dominant-baseline="central">${escape(text)}</text>`
  }
  if (mark.kind === 'shape') {
    const { path, fill, opacity } = mark
    return `<path d="${escape(path)}" fill="${escape(fill)}" fill-opacity="${opacity}"/>`
  }
  const { x, y, width, height, fill, stroke = 'none', dash = false } = mark
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${escape(fill)}" stroke="${escape(stroke)}"${dash ? ' stroke-dasharray="3 2"' : ''}/>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
