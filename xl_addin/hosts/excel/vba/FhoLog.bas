Attribute VB_Name = "FhoLog"
' Why a cell shows an error, in %LOCALAPPDATA%\FHO\fho.log: time, function, kind of failure and place in
' the code. Never a cell value, so never the message of a Python error, which may quote one.
Option Explicit
Option Private Module

Private Const LARGEST As Long = 1000000

Private lastLine As String

Public Function LogFolder() As String
    LogFolder = Environ$("LOCALAPPDATA") & "\FHO"
End Function

' Writes a line, once in a row. Logging never disturbs the call.
Public Sub WriteLine(ByVal name As String, ByVal text As String)
    Dim file As Integer, path As String
    On Error GoTo Given
    If name & text = lastLine Then Exit Sub
    lastLine = name & text
    If Not IsThere(LogFolder()) Then MkDir LogFolder()
    path = LogFolder() & "\fho.log"
    If IsThere(path) Then
        If FileLen(path) > LARGEST Then Kill path
    End If
    file = FreeFile
    Open path For Append As #file
    Print #file, Format$(Now, "yyyy-mm-dd hh:nn:ss") & vbTab & name & vbTab & text
Given:
    If file <> 0 Then Close #file
End Sub

' What may be said of a failure: our own messages whole, of a Python traceback the kind of error and the
' places in the code, of anything else the number.
Public Function Reason(ByVal number As Long, ByVal description As String) As String
    Dim line As Variant, kind As String, places As String
    If number = CANNOT_CONNECT And InStr(description, "Traceback") = 0 Then
        Reason = "no connection to Python: " & Replace(Replace(description, vbCr, " "), vbLf, " ")
        Exit Function
    End If
    For Each line In Split(Replace(description, vbCr, ""), vbLf)
        If line Like "  File ""*"", line #*, in *" Then
            places = places & " |" & Trim$(line)
        ElseIf kind = "" Then
            kind = ErrorKind(line)
        End If
    Next line
    Reason = "error " & number & " " & kind & places
End Function

' "ValueError: …" gives ValueError; what is no name of a Python error gives "".
Private Function ErrorKind(ByVal line As String) As String
    Dim name As String, i As Long
    name = line
    If InStr(name, ":") > 0 Then name = Left$(name, InStr(name, ":") - 1)
    If Not (name Like "*Error" Or name Like "*Exception") Then Exit Function
    For i = 1 To Len(name)
        If Not Mid$(name, i, 1) Like "[A-Za-z_.]" Then Exit Function
    Next i
    ErrorKind = name
End Function
