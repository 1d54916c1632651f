/** Finds which of many words a text contains. */
export interface MultiPattern {
  /** Calls with the place in the list of each word that the text has, once or more often. */
  eachIn(text: string, found: (word: number) => void): void
}

const root = 0
const nowhere = -1
const asciiSize = 128

/** The column of each character in the table of transitions; those in no word share column 0. */
interface Alphabet {
  readonly width: number
  readonly ascii: Uint16Array
  readonly others: ReadonlyMap<number, number>
}

/** A larger table of transitions, here one of 64 MiB, would cost more than it is worth. */
const mostTransitions = 1 << 24

const mostSearched = 8

/**
 * @param words none of them empty; they and the text compare as they are
 * @param most transitions for which a table is worth its memory
 * @param few words that are looked for one by one
 */
export function multiPattern(
  words: readonly string[],
  most = mostTransitions,
  few = mostSearched,
): MultiPattern {
  if (words.length <= few) return fewWords(words)
  const alphabet = alphabetOf(words)
  const states = words.reduce((sum, { length }) => sum + length, 1)
  return states * alphabet.width > most ? gramPattern(words) : automatonPattern(words, alphabet)
}

/** JavaScript's engine finds one word many times faster than a table is gone through. */
const fewWords = (words: readonly string[]): MultiPattern => ({
  eachIn(text, found) {
    for (let word = 0; word < words.length; word++) if (text.includes(words[word]!)) found(word)
  },
})

/** The automaton of Aho and Corasick with all its transitions in one table, so that a character costs one look-up. */
function automatonPattern(words: readonly string[], alphabet: Alphabet): MultiPattern {
  const { width, ascii, others } = alphabet
  const { table, ends } = automatonOf(words, alphabet)
  return {
    eachIn(text, found) {
      let state = root
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at)
        const column = code < asciiSize ? (ascii[code] as number) : (others.get(code) ?? 0)
        state = table[state * width + column] as number
        const ending = ends[state]
        if (ending) for (const word of ending) found(word)
      }
    },
  }
}

const gramLength = 4
const gramBits = 16

/** Looks words up by the four characters of them that fewest others have, in the memory that the words themselves take. */
function gramPattern(words: readonly string[]): MultiPattern {
  const shortWords = shortPattern(words)
  const counts = new Uint32Array(1 << gramBits)
  for (const word of words) {
    eachGram(word, (gram) => {
      counts[gram] = (counts[gram] as number) + 1
    })
  }
  const places = new Map<number, { readonly word: number; readonly offset: number }[]>()
  words.forEach((word, index) => {
    let rarest = -1
    let offset = 0
    eachGram(word, (gram, at) => {
      if (rarest >= 0 && (counts[gram] as number) >= (counts[rarest] as number)) return
      rarest = gram
      offset = at
    })
    if (rarest < 0) return
    const place = { word: index, offset }
    const list = places.get(rarest)
    if (list) list.push(place)
    else places.set(rarest, [place])
  })
  return {
    eachIn(text, found) {
      shortWords.eachIn(text, found)
      eachGram(text, (gram, at) => {
        for (const { word, offset } of places.get(gram) ?? [])
          if (at >= offset && text.startsWith(words[word] as string, at - offset)) found(word)
      })
    },
  }
}

/** Looks up those of the words that are shorter than a gram. */
function shortPattern(words: readonly string[]): MultiPattern {
  const numbers = new Map<string, number[]>()
  const lengths = new Set<number>()
  words.forEach((word, index) => {
    if (word.length >= gramLength) return
    lengths.add(word.length)
    const same = numbers.get(word)
    if (same) same.push(index)
    else numbers.set(word, [index])
  })
  return {
    eachIn(text, found) {
      for (const length of lengths)
        for (let at = 0; at + length <= text.length; at++)
          numbers.get(text.slice(at, at + length))?.forEach((index) => {
            found(index)
          })
    },
  }
}

/** Calls for every four characters with a number that equal ones share, and some others too. */
function eachGram(text: string, take: (gram: number, at: number) => void): void {
  let window = 0
  for (let at = 0; at < text.length; at++) {
    window = (window << 8) ^ text.charCodeAt(at)
    // Codes above a byte reach into their neighbours, in the same way wherever they stand.
    if (at >= gramLength - 1) {
      take(Math.imul(window, 0x9e3779b1) >>> (32 - gramBits), at - gramLength + 1)
    }
  }
}

function alphabetOf(words: readonly string[]): Alphabet {
  const ascii = new Uint16Array(asciiSize)
  const others = new Map<number, number>()
  let width = 1
  for (const word of words) {
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at)
      if (code < asciiSize) ascii[code] ||= width++
      else if (!others.has(code)) others.set(code, width++)
    }
  }
  return { width, ascii, others }
}

interface Automaton {
  /** The next state, by state and column. */
  readonly table: Int32Array
  /** The words that end in a state. */
  readonly ends: readonly (readonly number[] | undefined)[]
}

function automatonOf(words: readonly string[], { width, ascii, others }: Alphabet): Automaton {
  const size = words.reduce((sum, { length }) => sum + length, 1)
  const table = new Int32Array(size * width).fill(nowhere)
  const ends: (readonly number[] | undefined)[] = [undefined]
  words.forEach((word, index) => {
    let state = root
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at)
      const place = state * width + (ascii[code] || (others.get(code) as number))
      if (table[place] === nowhere) {
        table[place] = ends.length
        ends.push(undefined)
      }
      state = table[place] as number
    }
    ends[state] = [...(ends[state] ?? []), index]
  })
  followFailures(table, ends, width)
  return { table: table.slice(0, ends.length * width), ends }
}

/** Gives every state a way for every column: where the trie has none, that of the longest suffix that is in the trie. */
function followFailures(
  table: Int32Array,
  ends: (readonly number[] | undefined)[],
  width: number,
): void {
  const suffixes = new Int32Array(ends.length)
  const queue = [root]
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at] as number
    const suffix = suffixes[state] as number
    for (let column = 0; column < width; column++) {
      const target = table[state * width + column] as number
      const behind = state === root ? root : (table[suffix * width + column] as number)
      if (target === nowhere) table[state * width + column] = behind
      else {
        suffixes[target] = behind
        const shorter = ends[behind]
        if (shorter) ends[target] = [...(ends[target] ?? []), ...shorter]
        queue.push(target)
      }
    }
  }
}
