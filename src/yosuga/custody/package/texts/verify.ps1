# 証拠一式が、書き出した時から変わっていないかを確かめます。読むだけで、何も書き換えません。
# Checks that an evidence package has not changed since it was written out. It only reads.
#
#   powershell -ExecutionPolicy Bypass -File verify\verify.ps1
#
# Windows PowerShell 5.1 and PowerShell 7. Only plain cmdlets, so that locked-down computers run it too.
# Exit code: 2 要確認 to be confirmed (the seal is not checked here) / 1 不一致 does not match / 64 wrong folder.
# "Step" numbers are those of section E of the format document.

param([string]$Folder = '')

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$manifest = 'manifest-sha256.txt'
$tagManifest = 'tagmanifest-sha256.txt'
$script:isBroken = $false
$script:isUnread = $false

# Names in a package were chosen by others: nothing in them may steer the console.
function Get-Shown([string]$Text) {
    return $Text -replace '[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]', '?'
}

function Write-Finding([string]$Word, [string]$Color, [string]$Subject, [string]$Japanese, [string]$English) {
    Write-Host ('[' + $Word + '] ' + (Get-Shown $Subject)) -ForegroundColor $Color
    Write-Host ('         ' + $Japanese)
    Write-Host ('         ' + $English)
}

function Write-Broken([string]$Subject, [string]$Japanese, [string]$English) {
    $script:isBroken = $true
    Write-Finding '不一致' 'Red' $Subject $Japanese $English
}

function Write-Unsure([string]$Subject, [string]$Japanese, [string]$English) {
    Write-Finding '要確認' 'Yellow' $Subject $Japanese $English
}

function Write-Unread([string]$Subject) {
    $script:isUnread = $true
    Write-Unsure $Subject '読めませんでした。C:\shoko のような短い名前のフォルダーに複製して、もう一度お試しください。' `
        'It could not be read. Please copy the package into a folder with a short name, such as C:\shoko, and try again.'
}

# Files that are in neither list: the list of lists itself, and the seals over it.
# -cmatch, not -ceq: -ceq compares as a dictionary does and overlooks invisible characters.
function Test-InNoList([string]$Path) {
    return $Path -cmatch '^(tagmanifest-sha256\.txt|seal\.[^/]*)\z'
}

# Adds the lines of one list to the table of what is expected. A plain Hashtable tells upper from lower case.
function Add-List([string]$Name, [bool]$IsPayload, $Expected) {
    $place = Join-Path -Path $top -ChildPath $Name
    if (-not (Test-Path -LiteralPath $place -PathType Leaf)) {
        Write-Broken $Name 'ありません。' 'It is missing.'
        return
    }
    foreach ($line in @(Get-Content -LiteralPath $place -Encoding UTF8)) {
        if ($line -cnotmatch '^[0-9a-f]{64}  .') {
            Write-Broken $line '一覧の行の書き方が違います。' 'This line of a list is malformed.'
            continue
        }
        $path = $line.Substring(66)
        if ($Expected.ContainsKey($path)) {
            Write-Broken $path '一覧に2回出てきます。' 'It is listed twice.'
        }
        elseif (($path -cmatch '^data/') -ne $IsPayload -or (Test-InNoList $path)) {
            Write-Broken $path 'この一覧に載るはずのないファイルです。' 'It does not belong into this list.'
        }
        else {
            $Expected[$path] = $line.Substring(0, 64)
        }
    }
}

# Step 3 for one file: its hash against its line. Returns whether they are the same.
function Test-ListedFile([string]$Path, [string]$Place, $Expected) {
    if (-not $Expected.ContainsKey($Path)) {
        Write-Broken $Path 'どの一覧にもない、増えたファイルです。' 'It is in no list: a file was added.'
        return $false
    }
    $hash = $null
    try {
        # In Windows PowerShell 5.1 this command does not see $ErrorActionPreference of a script.
        $hash = (Get-FileHash -Algorithm SHA256 -LiteralPath $Place -ErrorAction Stop).Hash
    }
    catch {
        $hash = $null
    }
    if (-not $hash) {
        Write-Unread $Path
        return $false
    }
    # A hash has only letters and digits, so -eq (which ignores case) is exact here.
    if ($hash -ne $Expected[$Path]) {
        Write-Broken $Path '内容が変わっています。' 'Its content has changed.'
        return $false
    }
    return $true
}

if ($Folder -eq '') {
    $Folder = Split-Path -Parent $PSScriptRoot
}
if (-not (Test-Path -LiteralPath $Folder -PathType Container)) {
    Write-Host 'フォルダーを開けません。 / The folder cannot be opened.'
    exit 64
}
$top = (Resolve-Path -LiteralPath $Folder).ProviderPath.TrimEnd('\', '/')
$known = @('bagit.txt', $manifest, $tagManifest) |
    Where-Object { Test-Path -LiteralPath (Join-Path -Path $top -ChildPath $_) -PathType Leaf }
if (@($known).Count -eq 0) {
    Write-Host '証拠一式のフォルダーではないようです。ZIPは、先に展開してください。'
    Write-Host 'This does not seem to be the folder of an evidence package. Please unpack a ZIP first.'
    exit 64
}
Write-Host '確かめています。大きな一式では数分かかることがあります。'
Write-Host 'Checking. A large package may take some minutes.'
Write-Host ''

$expected = New-Object System.Collections.Hashtable
Add-List $manifest $true $expected
Add-List $tagManifest $false $expected

# Step 1 and 3: every entry of the folder, hidden ones too.
$seen = New-Object System.Collections.Hashtable
$same = 0
$entries = @(Get-ChildItem -LiteralPath $top -Recurse -Force -ErrorAction SilentlyContinue -ErrorVariable unreadable)
foreach ($problem in $unreadable) {
    Write-Unread ([string]$problem.TargetObject)
}
foreach ($entry in $entries) {
    $path = $entry.FullName.Substring($top.Length + 1).Replace('\', '/')
    if ($entry.LinkType -eq 'SymbolicLink' -or $entry.LinkType -eq 'Junction') {
        Write-Broken $path 'リンクです。一式には、ふつうのファイルだけが入ります。' 'It is a link; a package holds plain files only.'
        continue
    }
    if ($entry.PSIsContainer -or (Test-InNoList $path)) {
        continue
    }
    $seen[$path] = $true
    if (Test-ListedFile $path $entry.FullName $expected) {
        $same = $same + 1
    }
}
foreach ($path in @($expected.Keys | Sort-Object)) {
    if (-not $seen.ContainsKey($path)) {
        Write-Broken $path '見つかりません。' 'It is missing.'
    }
}
if (-not $script:isBroken -and -not $script:isUnread) {
    Write-Host ('[一致]   ' + $same + '個のファイルは、すべて一覧のとおりです。増えたファイルもありません。') -ForegroundColor Green
    Write-Host ('         All ' + $same + ' files are as listed, and none was added.')
}

# Step 11, as far as it goes here: whether there is a seal.
$seals = @($entries | Where-Object { $_.Name -cmatch '^seal\.' -and $_.FullName.Length -eq $top.Length + 1 + $_.Name.Length })
$tokens = @($seals | Where-Object { $_.Name -cmatch '^seal\.[A-Za-z0-9][A-Za-z0-9_-]*\.tsr\z' })
foreach ($seal in $seals) {
    if ($seal.Name -cnotmatch '^seal\.([A-Za-z0-9][A-Za-z0-9_-]*\.tsr|none\.txt)\z') {
        Write-Broken $seal.Name '封印ではないファイルです。' 'This is no seal, and it is in no list.'
    }
}
if ($tokens.Count -gt 0) {
    foreach ($token in $tokens) {
        Write-Unsure $token.Name '封印（時刻認証）です。このスクリプトでは確かめていません。verify\HOWTO_ja.txt の「封印」をご覧ください。' `
            'A seal (time-stamp). This script does not check it; see "The seal" in verify\HOWTO_en.txt.'
    }
}
elseif (@($seals | Where-Object { $_.Name -cmatch '^seal\.none\.txt\z' }).Count -gt 0) {
    Write-Unsure 'seal.none.txt' '封印（時刻認証）がありません。いつから存在したかは、この一式だけでは示せません。' `
        'There is no seal (time-stamp): this package alone does not show since when it exists.'
}
else {
    Write-Broken 'seal' '封印も、封印がない理由もありません。' 'There is neither a seal nor a note why not.'
}

Write-Host ''
Write-Host '確かめていないこと / Not checked here'
Write-Host '  封印（時刻認証）、記録のつながり（だれが・いつ・何を）と署名、見せていない記録の数、以前の一式との食い違い。'
Write-Host '  The seal; whether the records form one unbroken, signed chain, and how many were withheld;'
Write-Host '  differences from an earlier package. See verify\HOWTO_en.txt, and verify\HOWTO_ja.txt in Japanese.'
Write-Host '  投稿の内容が真実かどうかは、どの方法でも示せません。'
Write-Host '  Whether a post is true cannot be shown by any of these ways.'
Write-Host ''
if ($script:isBroken) {
    Write-Host '結果: 不一致（上に示したところが変わっています）'
    Write-Host 'Result: does not match (what has changed is named above)'
    exit 1
}
Write-Host '結果: 要確認（不一致はありません。上の「確かめていないこと」が残っています）'
Write-Host 'Result: to be confirmed (nothing contradicts; what is not checked here remains)'
exit 2
