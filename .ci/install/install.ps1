# Installs Oddline for this user on Windows, without administrator rights:
#   .\install.ps1 [-From FOLDER_OR_URL] [-To FOLDER]     the executable goes to %LOCALAPPDATA%\Programs\oddline
#   .\install.ps1 -Uninstall [-To FOLDER] [-Purge]       -Purge also removes what was unpacked and learnt
# What does not have the sum that SHA256SUMS says is not installed.
param(
  [string]$From = ".",
  [string]$To = (Join-Path $env:LOCALAPPDATA "Programs\oddline"),
  [switch]$Uninstall,
  [switch]$Purge
)
$ErrorActionPreference = "Stop"
$Program = Join-Path $To "oddline.exe"

if ($Uninstall) {
  Remove-Item -Force -ErrorAction SilentlyContinue $Program
  if ($Purge) { Remove-Item -Recurse -Force -ErrorAction SilentlyContinue (Join-Path $env:LOCALAPPDATA "oddline") }
  Write-Output "oddline is removed from $To"
  exit 0
}

$Name = "oddline-windows-x64.exe"
$Work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
New-Item -ItemType Directory -Path $Work | Out-Null
try {
  function Fetch([string]$File) {
    if ($From -match "^https?://") { Invoke-WebRequest -UseBasicParsing -Uri "$From/$File" -OutFile (Join-Path $Work $File) }
    else { Copy-Item (Join-Path $From $File) (Join-Path $Work $File) }
  }
  Fetch "SHA256SUMS"
  Fetch $Name
  $Line = Get-Content (Join-Path $Work "SHA256SUMS") | Where-Object { $_.EndsWith("  $Name") }
  $Found = (Get-FileHash -Algorithm SHA256 (Join-Path $Work $Name)).Hash.ToLower()
  if (-not $Line -or $Line.Split(" ")[0] -ne $Found) {
    throw "$Name has not the sum that SHA256SUMS says; nothing is installed"
  }
  New-Item -ItemType Directory -Force -Path $To | Out-Null
  Move-Item -Force (Join-Path $Work $Name) $Program
  & $Program --version
  if (($env:PATH -split ";") -notcontains $To) { Write-Output "oddline is in $To, which is not in PATH" }
} finally {
  Remove-Item -Recurse -Force $Work
}
