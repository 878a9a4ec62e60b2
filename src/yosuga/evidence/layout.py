"""What lies where in the folder of a local vault (docs/formats/vault.md)."""

HEADER = "vault.json"
DATABASE = "yosuga.sqlite3"
BLOBS = "blobs"
HEADS = "heads"
LOCK = "lock"
SEAL = "database.sha256"
RESTORED = "restored"
