@echo off
chcp 65001 >nul
rem 学法离线安装：install.bat [安装到哪个文件夹]
setlocal
cd /d "%~dp0"
set "TARGET=%~1"
if "%TARGET%"=="" set "TARGET=%USERPROFILE%\xuefa"

set "PY=py -@PYTHON@"
%PY% -c "import sys" >nul 2>nul
if not errorlevel 1 goto found
set "PY=python"
%PY% -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '@PYTHON@')" >nul 2>nul
if not errorlevel 1 goto found
echo 没有找到 64 位 Python @PYTHON@。请先安装，安装时勾选 Add python.exe to PATH。
exit /b 2

:found
%PY% check_files.py
if errorlevel 1 exit /b 2
%PY% -m venv "%TARGET%"
if errorlevel 1 goto novenv
echo 正在安装，约需一至三分钟……
"%TARGET%\Scripts\python.exe" -m pip --isolated --disable-pip-version-check install --quiet --no-index --find-links wheels --constraint constraints.txt --upgrade xuefa
if errorlevel 1 goto failed
"%TARGET%\Scripts\xuefa.exe" --version
if errorlevel 1 goto failed
echo 安装完成。
echo 先检查一遍：  "%TARGET%\Scripts\xuefa.exe" doctor
echo 启动演示：    "%TARGET%\Scripts\xuefa.exe" serve --demo
echo 正式启动：    "%TARGET%\Scripts\xuefa.exe" serve
exit /b 0

:novenv
echo 建不了运行环境 "%TARGET%"。请确认文件夹可写，磁盘有 1 GB 以上空间。
exit /b 2

:failed
echo 安装没有完成，原因见上面的英文提示。请重新复制离线安装包后再试。
exit /b 2
