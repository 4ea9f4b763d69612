#!/bin/sh
# 学法离线安装（Linux）：sh install.sh [安装到哪个文件夹，不写时为 ~/xuefa]
set -eu
cd "$(dirname "$0")"
target="${1:-$HOME/xuefa}"

python=""
for candidate in "${PYTHON:-}" python@PYTHON@ python3 python; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' \
        2>/dev/null; then
        python="$candidate"
        break
    fi
done
if [ -z "$python" ]; then
    echo "没有找到 Python @PYTHON@。请先安装，或者用 PYTHON=/路径/python@PYTHON@ sh install.sh 指明。" >&2
    exit 2
fi

"$python" check_files.py
if ! "$python" -m venv "$target"; then
    echo "建不了运行环境 $target。请确认文件夹可写；Debian、Ubuntu 还要先装 python@PYTHON@-venv。" >&2
    exit 2
fi
echo "正在安装，约需一至三分钟……"
"$target/bin/python" -m pip --isolated --disable-pip-version-check install --quiet \
    --no-index --find-links wheels --constraint constraints.txt --upgrade xuefa
"$target/bin/xuefa" --version
echo "安装完成。"
echo "先检查一遍：  $target/bin/xuefa doctor"
echo "启动演示：    $target/bin/xuefa serve --demo"
echo "正式启动：    $target/bin/xuefa serve"
