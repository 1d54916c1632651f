/** Tokens of BinXML (MS-EVEN6 2.2.12), without the flag `moreFollows`. */
export const tokens = {
  endOfFragment: 0x00,
  openElement: 0x01,
  closeStartTag: 0x02,
  closeEmptyTag: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  characterReference: 0x08,
  entityReference: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  templateInstance: 0x0c,
  substitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragmentHeader: 0x0f,
} as const

/** Set on a token when more of its kind follow, and on an element that has attributes. */
export const moreFollows = 0x40
