@echo off
rem Ends the page that the other .cmd file opened: before the program is replaced by a newer one.
"%~dp0vanban.exe" serve --my-documents --stop
pause
