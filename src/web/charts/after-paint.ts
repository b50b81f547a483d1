/** When a busy page takes no breath, in milliseconds. */
const longestWait = 1000

/** Waits until what was just drawn is on screen and nothing else is to be done, at most a second. */
export async function afterPaint(): Promise<void> {
  await new Promise<void>((resolve) => {
    // A page in the background is not painted: it is ready after the wait.
    setTimeout(resolve, longestWait)
    // The second frame begins when the first one is on its way to the screen.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        // Not every browser says when it is idle.
        if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve())
        else setTimeout(resolve)
      })
    })
  })
}
