import fc from 'fast-check'

// The same cases in every run, so that a failure is always the change's own; another seed looks further.
fc.configureGlobal({ seed: Number(process.env['WHIPPET_SEED'] ?? 20_260_203) })
