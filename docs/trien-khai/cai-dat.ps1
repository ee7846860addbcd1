# Cài, cập nhật hoặc gỡ vanban cho mọi người dùng của một máy Windows, không hỏi gì. Chạy bằng quyền quản trị (Group Policy:
# tập lệnh khởi động máy; Intune, SCCM: lệnh cài):
#   powershell -NoProfile -ExecutionPolicy Bypass -File cai-dat.ps1 -Nguon \\may-chu\phan-mem\vanban -Sha256 MÃ
#   powershell -NoProfile -ExecutionPolicy Bypass -File cai-dat.ps1 -Go
# Nguon: thư mục đã giải nén của tệp ZIP. Sha256: mã của vanban.exe trong SHA256SUMS, tải riêng từ trang phát hành; không đúng thì không cài.
# Mã thoát: 0 xong hoặc không có gì phải làm; 1 không được (lý do ở dòng cuối).
param(
    [string]$Nguon,
    [string]$Sha256,
    [string]$Dich = (Join-Path $env:ProgramFiles 'vanban'),
    [switch]$Go
)
$ErrorActionPreference = 'Stop'
try {
    $duong = [Environment]::GetEnvironmentVariable('Path', 'Machine')
    $cac = @($duong -split ';' | Where-Object { $_ -and $_ -ne $Dich })
    $loiTat = Join-Path ([Environment]::GetFolderPath('CommonPrograms')) 'vanban.lnk'
    if ($Go) {
        [Environment]::SetEnvironmentVariable('Path', ($cac -join ';'), 'Machine')
        foreach ($tep in $loiTat, $Dich) {
            if (Test-Path -LiteralPath $tep) { Remove-Item -LiteralPath $tep -Recurse -Force }
        }
        exit 0
    }
    if (-not $Nguon) { throw 'thiếu -Nguon' }
    $moi = Join-Path $Nguon 'vanban.exe'
    $ma = (Get-FileHash -LiteralPath $moi -Algorithm SHA256).Hash
    if ($Sha256 -and $ma -ne $Sha256.Trim()) { throw "vanban.exe có SHA-256 $ma, không phải $Sha256" }
    $cu = Join-Path $Dich 'vanban.exe'
    $nhuCu = (Test-Path -LiteralPath $cu) -and ((Get-FileHash -LiteralPath $cu -Algorithm SHA256).Hash -eq $ma)
    if (-not $nhuCu) {
        New-Item -ItemType Directory -Force -Path $Dich | Out-Null
        # Chương trình đang chạy thì đổi tên được, không ghi đè được: bản cũ chạy tiếp đến khi đóng, lần cài sau xóa.
        Get-ChildItem -LiteralPath $Dich -Filter '*.cu.exe' | Remove-Item -Force -ErrorAction SilentlyContinue
        if (Test-Path -LiteralPath $cu) { Rename-Item -LiteralPath $cu -NewName "vanban.$(Get-Date -Format yyyyMMddHHmmss).cu.exe" }
        Get-ChildItem -LiteralPath $Nguon | Copy-Item -Destination $Dich -Recurse -Force
        Get-ChildItem -LiteralPath $Dich -Recurse -File | Unblock-File
    }
    [Environment]::SetEnvironmentVariable('Path', (($cac + $Dich) -join ';'), 'Machine')
    $mo = Get-ChildItem -LiteralPath $Dich -Filter 'M* vanban.cmd' | Select-Object -First 1
    if ($mo) {
        $lnk = (New-Object -ComObject WScript.Shell).CreateShortcut($loiTat)
        $lnk.TargetPath = $mo.FullName
        $lnk.IconLocation = $cu
        $lnk.Save()
    }
    exit 0
} catch {
    Write-Output "vanban: $($_.Exception.Message)"
    exit 1
}
