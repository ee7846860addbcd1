@echo off
rem Opens the page on the folder vanban in Documents, which is made with the samples where it is missing. It is served without this
rem window, until nobody has used it for half a day or the other .cmd file ends it.
"%~dp0vanban.exe" serve --my-documents --background
if errorlevel 1 pause
