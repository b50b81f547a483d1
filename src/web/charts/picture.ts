/** A drawing as text that needs no style sheet. */
export interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** What stands over a drawing that leaves its page: a picture on a slide has to say what it is of. */
export interface PictureHead {
  readonly title: string
  readonly message: string
  readonly background: string
  readonly ink: string
  readonly soft: string
  readonly font: string
}

/** Twice the pixels of the screen, so that a picture stays sharp on a slide. */
const scale = 2
const [margin, titleHeight, lineHeight] = [20, 26, 19]

/** The drawing under its title and its sentence as a PNG. */
export async function pngOf({ svg, width, height }: Picture, head: PictureHead): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (!context) throw new Error('Cannot draw a picture: the browser gives no canvas')
  const messageFont = `13px ${head.font}`
  context.font = messageFont
  const lines = wrapText(head.message, width, (text) => context.measureText(text).width)
  const headHeight = titleHeight + lines.length * lineHeight + 12
  canvas.width = Math.ceil((width + 2 * margin) * scale)
  canvas.height = Math.ceil((headHeight + height + 2 * margin) * scale)

  context.scale(scale, scale)
  context.fillStyle = head.background
  context.fillRect(0, 0, width + 2 * margin, headHeight + height + 2 * margin)
  context.textBaseline = 'top'
  context.fillStyle = head.ink
  context.font = `600 16px ${head.font}`
  context.fillText(head.title, margin, margin)
  context.fillStyle = head.soft
  context.font = messageFont
  for (const [place, line] of lines.entries()) {
    context.fillText(line, margin, margin + titleHeight + place * lineHeight)
  }
  context.drawImage(image, margin, margin + headHeight, width, height)
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('Cannot draw a picture: the browser gives no PNG'))
    }, 'image/png')
  })
}

/** The text in lines of at most `width`, broken between words; a word longer than a line has one of its own. */
export function wrapText(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && measure(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
