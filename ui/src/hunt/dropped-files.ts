/** All files that were dropped, those in folders included. */
export async function droppedFiles(dropped: DataTransfer): Promise<File[]> {
  // Entries are gone after the first pause.
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry())
  const plain = [...dropped.files]
  if (entries.every((entry) => entry === null || entry.isFile)) return plain
  const nested = await Promise.all(
    entries.map((entry) => (entry === null ? Promise.resolve([]) : filesIn(entry))),
  )
  return nested.flat()
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [
      await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      ),
    ]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const files: File[] = []
  for (;;) {
    // Each call gives some; none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return files
    for (const each of some) files.push(...(await filesIn(each)))
  }
}
