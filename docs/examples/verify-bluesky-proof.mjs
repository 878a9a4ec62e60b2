// Verifies a kept proof with the AT Protocol's own library and nothing of ours.
// npm install @atproto/repo @atproto/identity
// node verify-bluesky-proof.mjs proof.car did.json app.bsky.feed.post RECORD-KEY
import { readFileSync } from 'node:fs'
import { getKey } from '@atproto/identity'
import { verifyProofs } from '@atproto/repo'

const [archive, document, collection, rkey] = process.argv.slice(2)
const who = JSON.parse(readFileSync(document, 'utf8'))
const claim = { collection, rkey, cid: null } // the claim: nothing stands there
const { verified } = await verifyProofs(readFileSync(archive), [claim], who.id, getKey(who))
console.log(verified.length === 1 ? 'absent' : 'present')
