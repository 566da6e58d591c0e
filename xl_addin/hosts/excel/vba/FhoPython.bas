Attribute VB_Name = "FhoPython"
' The way to Python: xlwings' COM server, started once per Excel session.
'
' The two declarations of the DLL are from xlwings {{xlwings}} (BSD 3-Clause, (C) Zoomer Analytics LLC).
' xlwings' own module also reads settings from the active workbook and its folder, and can run any Python
' code: neither is here. The only setting file is the user's own, and only the FHO functions are called.
Option Explicit
Option Private Module

#If Win64 Then
Private Const DLL_NAME As String = "xlwings64-{{xlwings}}.dll"
Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-{{xlwings}}.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
#Else
Private Const DLL_NAME As String = "xlwings32-{{xlwings}}.dll"
Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-{{xlwings}}.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
#End If
Private Declare PtrSafe Function LoadLibrary Lib "KERNEL32" Alias "LoadLibraryA" (ByVal lpLibFileName As String) As LongPtr

Private isLoaded As Boolean
Private isProved As Boolean
Private retryAt As Date
Private lastProblem As String
Private isTold As Boolean

' Parentheses hand the values over by value, as a COM server in another process takes them.
Public Function CallPython(ByVal name As String, ByVal values As Variant) As Variant
    Dim python As Object
    Set python = Server(name)
    On Error GoTo Failed
    CallPython = python.CallUDF((PythonModule(FileText())), (name), (values))
    Exit Function
Failed:
    ' The server may be gone: it is proved anew before the next call.
    isProved = False
    Err.Raise Err.Number, "FHO", Err.Description
End Function

' The running server. After a failure the next calls fail at once for half a minute: a sheet of
' thousands of cells must not wait for each of them.
Private Function Server(ByVal name As String) As Object
    Dim found As Variant, path As String, number As Long
    If Now < retryAt Then Err.Raise STILL_NO_CONNECTION, "FHO", lastProblem
    On Error GoTo Failed
    path = Interpreter(FileText())
    If Not isLoaded Then LoadDll path
    If XLPyDLLActivateAuto(found, ServerCommand(path), 1) <> 0 Then
        Err.Raise CANNOT_CONNECT, "FHO", CStr(found)
    End If
    If Not isProved Then Prove found, name
    Set Server = found
    Exit Function
Failed:
    number = Err.Number
    lastProblem = Err.Description
    Forget
    retryAt = Now + TimeSerial(0, 0, 30)
    Err.Raise number, "FHO", lastProblem
End Function

' A server may start and yet be unable to import what the function needs, which takes a while to find out: one
' question after a start shows it, so that not every cell does.
Private Sub Prove(ByVal python As Object, ByVal name As String)
    Dim isReady As Variant
    isReady = python.CallUDF((PythonModule(FileText())), "fho_ready", (Array(name)))
    isProved = True
End Sub

' Whether the Python of the settings is not on this PC any more, as when IT has removed it and the add-in is left.
Public Function IsPythonGone() As Boolean
    On Error GoTo Gone
    IsPythonGone = Not IsThere(Interpreter(FileText()))
    If Not IsPythonGone Then Exit Function
Gone:
    IsPythonGone = True
    Forget
End Function

' Said once while Excel runs, and to nobody where a program drives it.
Public Sub TellPythonIsGone()
    If isTold Then Exit Sub
    isTold = True
    WriteLine "WorkbookOpen", "the Python of the settings is not on this PC"
    If Application.Visible And Application.DisplayAlerts Then MsgBox PythonIsGone(), vbExclamation, "FHO"
End Sub

Public Function PythonIsGone() As String
    PythonIsGone = "FHO kan ikke regne: Python, som FHO bruger, er fjernet fra denne pc. Celler med FHO-funktioner viser " & _
        "#VÆRDI!, når de beregnes; gem ikke projektmapper med dem, så bliver de gemte tal stående." & vbCrLf & vbCrLf & _
        "Skal FHO bruges: bed IT om at installere FHO igen." & vbCrLf & _
        "Skal FHO ikke bruges mere: luk Excel, og slet filen" & vbCrLf & ThisWorkbook.FullName
End Function

' The DLL lies beside python.exe, or one folder up in a virtual environment.
Private Sub LoadDll(ByVal path As String)
    Dim folder As String
    folder = Left$(path, InStrRev(path, "\") - 1)
    If LoadLibrary(folder & "\" & DLL_NAME) = 0 Then
        folder = Left$(folder, InStrRev(folder, "\") - 1)
        If LoadLibrary(folder & "\" & DLL_NAME) = 0 Then
            Err.Raise CANNOT_CONNECT, "FHO", "could not load " & DLL_NAME & " beside the interpreter"
        End If
    End If
    isLoaded = True
End Sub
