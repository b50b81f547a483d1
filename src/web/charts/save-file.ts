/** Hands a file to the browser, which saves it where it saves downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Some browsers read the address only after the click is over.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 10_000)
}

/** A name that every file system takes: letters, figures and dashes. */
export function fileName(title: string, period: string, ending: string): string {
  const plain = `${title} ${period}`
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return `${plain === '' ? 'chart' : plain}.${ending}`
}
