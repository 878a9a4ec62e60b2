// The AT Protocol's own servers on loopback: directory, account server (PDS), app view and moderation.
// Says on its first line where they listen; "settle" waits until the app view has seen everything; ends with its input.
import { createInterface } from 'node:readline'
import { ADMIN_PASSWORD, TestNetwork } from '@atproto/dev-env'

const network = await TestNetwork.create({ dbPostgresSchema: 'yosuga' })
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`)
say({
  directory: network.plc.url,
  server: network.pds.url,
  appView: network.bsky.url,
  adminPassword: ADMIN_PASSWORD,
})
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'settle') {
    await network.processAll()
    say({ settled: true })
  }
}
await network.close()
process.exit(0)
