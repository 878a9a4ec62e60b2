#!/bin/sh
# 証拠一式が、書き出した時から変わっていないかを確かめます。読むだけで、何も書き換えません。
# Checks that an evidence package has not changed since it was written out. It only reads.
#
#   sh verify/verify.sh [--root ROOT.pem]... [FOLDER]
#
# --root: the authority's root certificate (PEM), from the authority itself, not from the package.
# Exit code: 0 一致 matches · 2 要確認 to be confirmed · 1 不一致 does not match · 64 called wrongly.
# "Step" numbers are those of section E of the format document.

set -u
LC_ALL=C # bytes are compared as bytes, and the tools below answer in English
export LC_ALL
unset CDPATH

manifest='manifest-sha256.txt'
tagmanifest='tagmanifest-sha256.txt'
worst=0
roots=

# Names in a package were chosen by others: nothing in them may steer the terminal.
show() { awk '{ gsub(/[\001-\037\177]|\302[\200-\237]/, "?"); print }'; }

say() { printf '%s\n' "$@" | show; }

fine() { say "[一致]   $1" "         $2"; }

unsure() {
    [ "$worst" -eq 1 ] || worst=2
    say "[要確認] $1" "         $2"
}

broken() {
    worst=1
    say "[不一致] $1" "         $2"
}

wrong_use() {
    say "$1" "$2" '' '使い方 / usage:  sh verify/verify.sh [--root ROOT.pem]... [FOLDER]'
    exit 64
}

add_root() {
    case $1 in
    /*) root=$1 ;;
    *) root=$(pwd)/$1 ;;
    esac
    if ! grep -q -e '^-----BEGIN CERTIFICATE-----' "$root" 2>/dev/null; then
        wrong_use "--root を、PEM形式の証明書として読めません: $1" "--root cannot be read as a certificate in PEM form: $1"
    fi
    roots="$roots$root
"
}

need() {
    command -v "$1" >/dev/null 2>&1 && return
    unsure "$1 がないため、確かめられません。verify/HOWTO_ja.txt に、ほかの方法があります。" \
        "There is no $1, so nothing could be checked. verify/HOWTO_en.txt shows other ways."
    exit 2
}

hash_all() {
    if command -v sha256sum >/dev/null 2>&1; then
        find . -type f -exec sha256sum {} +
    else
        find . -type f -exec shasum -a 256 {} +
    fi
}

hash_one() {
    if command -v sha256sum >/dev/null 2>&1; then
        sha256sum <"$1"
    else
        shasum -a 256 <"$1"
    fi | cut -c 1-64
}

# Step 1: only folders and regular files, with names that read as what they are.
check_names() {
    strange=$(find . \( ! -type f ! -type d \) -o -name '*[[:cntrl:]]*' -o -name '*\\*' | tr '\n' ' ')
    if [ -n "$strange" ]; then
        broken "リンクや特殊なファイル、または制御文字や \\ を含む名前があります: $strange" \
            "There are links, special files, or names with control characters or \\ (named above)."
    fi
}

# Step 2.
check_declaration() {
    if [ "$(cat bagit.txt 2>/dev/null)" != "BagIt-Version: 1.0
Tag-File-Character-Encoding: UTF-8" ]; then
        broken 'bagit.txt がないか、内容が違います。' 'bagit.txt is missing, or differs.'
    fi
    if ! grep -q '^Yosuga-Format: 1$' bag-info.txt 2>/dev/null; then
        broken 'bag-info.txt がないか、形式の番号が違います。' 'bag-info.txt is missing, or names another format.'
    fi
}

# Step 3: every line against its file, and every file against its line. The hashes are compared here, not by
# `sha256sum -c`, whose answer is in the reader's language and which does not see files that are in no list.
check_lists() {
    for list in "$manifest" "$tagmanifest"; do
        if ! [ -f "$list" ]; then
            broken "$list がありません。" "$list is missing."
        elif [ -n "$(tail -c 1 "$list")" ]; then
            broken "$list: 最後の行が途中で終わっています。" "$list: its last line is cut."
        fi
    done
    found=$(lists_and_hashes | compare)
    case $? in
    0) ;;
    2) [ "$worst" -eq 1 ] || worst=2 ;;
    *) worst=1 ;;
    esac
    say "$found"
}

lists_and_hashes() {
    [ ! -f "$manifest" ] || awk '{ print "M" $0 }' "$manifest"
    [ ! -f "$tagmanifest" ] || awk '{ print "T" $0 }' "$tagmanifest"
    { hash_all || echo unread; } | awk '{ print "H" $0 }'
}

compare() {
    awk '
        function broken(path, ja, en) {
            bad = 1
            print "[不一致] " path "\n         " ja "\n         " en
        }
        function in_no_list(path) {
            return path == "tagmanifest-sha256.txt" || path ~ /^seal\.[^\/]*$/
        }
        function is_odd(path) { # section A
            return path ~ /[<>:"|?*\\\001-\037\177]|\302[\200-\237]|[. ](\/|$)|^\/|\/\/|\/$/
        }
        $0 == "Hunread" { unread = 1; next }
        { kind = substr($0, 1, 1); hash = substr($0, 2, 64); path = substr($0, 68) }
        kind != "H" {
            its = (substr(path, 1, 5) == "data/") ? "M" : "T"
            if (length(hash) != 64 || hash ~ /[^0-9a-f]/ || substr($0, 66, 2) != "  " || path == "")
                broken(substr($0, 2), "一覧の行の書き方が違います。", "This line of a list is malformed.")
            else if (path in want)
                broken(path, "一覧に2回出てきます。", "It is listed twice.")
            else if (is_odd(path))
                broken(path, "使えない名前です。", "A name that a package may not hold.")
            else if (kind != its || in_no_list(path))
                broken(path, "この一覧に載るはずのないファイルです。", "It does not belong into this list.")
            else
                want[path] = hash
            next
        }
        {
            path = substr(path, 3) # without "./"
            if (in_no_list(path))
                next
            seen[path] = 1
            if (!(path in want))
                broken(path, "どの一覧にもない、増えたファイルです。", "It is in no list: a file was added.")
            else if (want[path] != hash)
                broken(path, "内容が変わっています。", "Its content has changed.")
            else
                count++
        }
        END {
            for (path in want)
                if (!(path in seen))
                    broken(path, "見つからないか、読めません。", "It is missing, or cannot be read.")
            if (bad)
                exit 1
            if (unread) {
                print "[要確認] 読めないファイルかフォルダーがあります。"
                print "         Some files or folders could not be read."
                exit 2
            }
            print "[一致]   " count + 0 "個のファイルは、すべて一覧のとおりです。増えたファイルもありません。"
            print "         All " count + 0 " files are as listed, and none was added."
        }
    '
}

# Step 6, as far as counting goes: a leaf for every record, a line for every record that is shown.
check_withheld() {
    leaves=$(awk 'END { print NR }' proof/leaves.txt 2>/dev/null)
    events=$(awk 'END { print NR }' proof/events.jsonl 2>/dev/null)
    if [ "${leaves:-0}" -eq 0 ] || [ "${events:-0}" -eq 0 ] || [ "$events" -gt "$leaves" ]; then
        broken '記録（proof/leaves.txt、proof/events.jsonl）がないか、数が合いません。' \
            'The records (proof/leaves.txt, proof/events.jsonl) are missing, or their numbers do not fit.'
    elif [ "$events" -lt "$leaves" ]; then
        unsure "全部で${leaves}件の記録のうち、$((leaves - events))件は見せていません。" \
            "$((leaves - events)) of $leaves records were withheld."
    fi
}

# Step 11: the seals over the list of lists.
check_seals() {
    seals=0
    for seal in seal.*; do
        case $seal in
        'seal.*' | seal.none.txt) ;;
        seal.*[!A-Za-z0-9_-]*.tsr | seal..tsr)
            broken "$seal: 封印の名前として使えません。" "$seal: not a name that a seal has."
            ;;
        seal.*.tsr)
            seals=$((seals + 1))
            check_seal "$seal"
            ;;
        *) broken "$seal: 封印ではないファイルです。" "$seal: this is no seal, and it is in no list." ;;
        esac
    done
    [ "$seals" -eq 0 ] || return 0
    if [ -f seal.none.txt ]; then
        unsure '封印（時刻認証）がありません。いつから存在したかは、この一式だけでは示せません。' \
            'There is no seal (time-stamp): this package alone does not show since when it exists.'
    else
        broken '封印も、封印がない理由もありません。' 'There is neither a seal nor a note why not.'
    fi
}

check_seal() {
    if ! command -v openssl >/dev/null 2>&1; then
        unsure "$1: openssl がないため、時刻認証を確かめられません。" "$1: there is no openssl to check it with."
        return
    fi
    text=$(openssl ts -reply -in "$1" -text 2>&1)
    time=$(say "$text" | awk -F ': ' '/^Time stamp: / { print $2 }')
    if [ -z "$time" ]; then
        case $text in
        *'nvalid command'*) unsure "$1: この openssl は時刻認証を読めません。" "$1: this openssl knows no time-stamps." ;;
        *) broken "$1: 時刻認証として読み取れません。" "$1: it cannot be read as a time-stamp." ;;
        esac
        return
    fi
    if [ "$(stamped "$text")" != "sha256 $(hash_one "$tagmanifest" 2>/dev/null)" ]; then
        broken "$1: 別の内容に押された封印です。封印の後に一覧が書き換えられたか、封印が差し替えられています。" \
            "$1: it seals another content: the lists were changed after sealing, or the seal was replaced."
    elif is_trusted "$1"; then
        fine "$1: この一式は $time に、今と同じ内容で存在していました。" \
            "$1: this package existed unchanged at $time."
    else
        judge_stranger "$1" "$time"
    fi
}

# The hash in a token, as `openssl ts -reply -text` prints it: "    0000 - ba 06 bc 16 f9 f6 38 ad-2f cc …".
stamped() {
    printf '%s\n' "$1" | awk '
        /^Hash Algorithm: / { algorithm = $3 }
        /^    00[0-9a-f]0 - / { line = substr($0, 12, 48); gsub(/[ -]/, "", line); hash = hash line }
        END { print algorithm " " hash }
    '
}

is_trusted() {
    authority=${1#seal.}
    links=proof/tsa-certs/${authority%.tsr}.pem
    while IFS= read -r root; do
        [ -n "$root" ] || continue
        set -- "$1" -CAfile "$root"
        # Certificates of the package are links to a root at most, never a root.
        [ ! -f "$links" ] || set -- "$@" -untrusted "$links"
        # Old versions exit with 0 either way: the word counts, too.
        answer=$(openssl ts -verify -data "$tagmanifest" -in "$@" 2>&1) || continue
        case $answer in *'Verification: OK'*) return 0 ;; esac
    done <<ROOTS
$roots
ROOTS
    return 1
}

judge_stranger() {
    signed=$(openssl ts -reply -in "$1" -token_out 2>/dev/null |
        openssl cms -verify -noverify -inform DER -out /dev/null 2>&1)
    case $signed in
    *'CMS Verification successful'*)
        why_ja='確かめるには --root で認証局のルート証明書を指定してください。'
        why_en="to check it, name the authority's root certificate with --root."
        if [ -n "$roots" ]; then
            why_ja='--root の認証局のものではないか、認証局の証明書の期限が過ぎています。'
            why_en="it is not by an authority of --root, or the authority's certificate has expired since."
        fi
        unsure "$1: $2 の時刻認証があります。$why_ja" "$1: there is a time-stamp of $2; $why_en"
        ;;
    *'CMS Verification failure'*)
        broken "$1: 封印の署名が壊れています。" "$1: the seal's signature does not hold."
        ;;
    *)
        unsure "$1: この openssl では、封印の署名を確かめられません。" "$1: this openssl cannot check its signature."
        ;;
    esac
}

report() {
    say '' '確かめていないこと / Not checked here' \
        '  記録のつながり（だれが・いつ・何を）と署名、途中の時刻認証、以前の一式との食い違い。' \
        '  Whether the records form one unbroken, signed chain; earlier time-stamps; differences from an earlier package.' \
        '  →  python3 -B verify/verify.py . --root ROOT.pem --key KEY   (verify/HOWTO_ja.txt, HOWTO_en.txt)' \
        '  投稿の内容が真実かどうかは、どの方法でも示せません。' \
        '  Whether a post is true cannot be shown by any of these ways.' ''
    case $worst in
    0) say '結果: 一致（ファイルと封印）' 'Result: matches (files and seal)' ;;
    2) say '結果: 要確認（不一致はありません。確かめきれない点があります）' \
        'Result: to be confirmed (nothing contradicts; some points could not be checked)' ;;
    *) say '結果: 不一致（上に示したところが変わっています）' 'Result: does not match (what has changed is named above)' ;;
    esac
}

folder=
while [ $# -gt 0 ]; do
    case $1 in
    --root)
        [ $# -ge 2 ] || wrong_use '--root の後に、証明書のファイルを指定してください。' '--root needs a file.'
        add_root "$2"
        shift
        ;;
    --root=*) add_root "${1#--root=}" ;;
    -h | --help) wrong_use '証拠一式が変わっていないかを確かめます。' 'Checks that an evidence package has not changed.' ;;
    -*) wrong_use "この指定は使えません: $1" "Unknown option: $1" ;;
    *)
        [ -z "$folder" ] || wrong_use 'フォルダーは1つだけ指定してください。' 'Please name one folder only.'
        folder=$1
        ;;
    esac
    shift
done
need awk
need find
need tr
command -v shasum >/dev/null 2>&1 || need sha256sum
[ -n "$folder" ] || folder=$(dirname -- "$0")/..
cd -- "$folder" 2>/dev/null || wrong_use "フォルダーを開けません: $folder" "The folder cannot be opened: $folder"
if ! [ -f bagit.txt ] && ! [ -f "$manifest" ] && ! [ -f "$tagmanifest" ]; then
    wrong_use '証拠一式のフォルダーではないようです。' 'This does not seem to be the folder of an evidence package.'
fi
say '確かめています。大きな一式では数分かかることがあります。' 'Checking. A large package may take some minutes.' ''
check_names
check_declaration
check_lists
check_withheld
check_seals
report
exit "$worst"
