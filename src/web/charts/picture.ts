/** A drawing as text that needs no style sheet. */
export interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** Twice the pixels of the screen, so that a picture stays sharp on a slide. */
const scale = 2

/** The drawing as a PNG on the colour of the page. */
export async function pngOf({ svg, width, height }: Picture, background: string): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * scale)
  canvas.height = Math.ceil(height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('Cannot draw a picture: the browser gives no canvas')
  context.fillStyle = background
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('Cannot draw a picture: the browser gives no PNG'))
    }, 'image/png')
  })
}
