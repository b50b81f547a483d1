export function MyBook() {
  return null
}
