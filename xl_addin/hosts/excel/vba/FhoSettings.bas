Attribute VB_Name = "FhoSettings"
' The user's settings, %USERPROFILE%\.fho\fho.conf: lines of "NAME","VALUE" as xlwings writes them.
Option Explicit
Option Private Module

Public Const CANNOT_CONNECT As Long = vbObjectError + 514
Public Const STILL_NO_CONNECTION As Long = vbObjectError + 516

Private text As String

' Read once per Excel session.
Public Function FileText() As String
    Dim file As Integer, line As String, path As String
    If text = "" Then
        path = Environ$("USERPROFILE") & "\.fho\fho.conf"
        If Not IsThere(path) Then Err.Raise CANNOT_CONNECT, "FHO", "there is no setting file .fho\fho.conf"
        file = FreeFile
        Open path For Input As #file
        Do Until EOF(file)
            Line Input #file, line
            text = text & line & vbLf
        Loop
        Close #file
    End If
    FileText = text
End Function

' Whether there is such a file or folder. Dir is not asked: a macro may be going through a folder by it, and would lose
' its place.
Public Function IsThere(ByVal path As String) As Boolean
    Dim attributes As Long
    On Error GoTo Missing
    attributes = GetAttr(path)
    IsThere = True
Missing:
End Function

' After a failure the file is read anew: it may have been mended.
Public Sub Forget()
    text = ""
End Sub

' The value of a setting, or "".
Public Function Setting(ByVal lines As String, ByVal name As String) As String
    Dim line As Variant, start As String
    start = """" & LCase$(name) & ""","""
    For Each line In Split(Replace(lines, vbCr, ""), vbLf)
        If LCase$(Left$(line, Len(start))) = start And Right$(line, 1) = """" Then
            Setting = Mid$(line, Len(start) + 1, Len(line) - Len(start) - 1)
        End If
    Next line
End Function

Public Function Interpreter(ByVal lines As String) As String
    Interpreter = Setting(lines, "INTERPRETER_WIN")
    If InStr(Interpreter, "\") = 0 Or InStr(Interpreter, """") > 0 Then
        Err.Raise CANNOT_CONNECT, "FHO", "the setting file names no interpreter"
    End If
End Function

Public Function PythonModule(ByVal lines As String) As String
    PythonModule = Setting(lines, "UDF MODULES")
    If PythonModule = "" Then Err.Raise CANNOT_CONNECT, "FHO", "the setting file names no module"
End Function

' Without pandas and matplotlib, which xlwings imports where they are installed and no function of ours needs: the
' first cell waits for the server to start.
' -P: no module is taken from the current folder, which is often the folder of an opened workbook.
Public Function ServerCommand(ByVal path As String) As String
    ServerCommand = """" & path & """ -B -P -c ""import sys;sys.modules['pandas']=sys.modules['matplotlib']=None;" & _
        "import xlwings;xlwings.serve('$(CLSID)')"""
End Function
