Attribute VB_Name = "FhoRibbon"
' The buttons of the tab FHO.
Option Explicit

Public Sub NewArrangement(ByVal control As IRibbonControl)
    Dim template As String
    On Error GoTo Failed
    template = Setting(FileText(), "TEMPLATE")
    If template = "" Then Err.Raise CANNOT_CONNECT
    Application.Workbooks.Add template
    Exit Sub
Failed:
    MsgBox "Skabelonen til en ny ordning blev ikke fundet. Bed IT om at køre installationen igen.", vbExclamation, "FHO"
End Sub

Public Sub InsertFunction(ByVal control As IRibbonControl)
    On Error GoTo Failed
    Application.Dialogs(xlDialogFunctionWizard).Show
    Exit Sub
Failed:
    MsgBox "Stil dig i en celle i en projektmappe, og prøv igen.", vbInformation, "FHO"
End Sub

Public Sub CheckWorkbook(ByVal control As IRibbonControl)
    Dim told As Variant, foundAny As Boolean
    If ActiveWorkbook Is Nothing Then
        MsgBox "Åbn den projektmappe, der skal kontrolleres.", vbInformation, "FHO"
        Exit Sub
    End If
    If IsPythonGone() Then
        MsgBox PythonIsGone(), vbExclamation, "FHO"
        Exit Sub
    End If
    Application.Cursor = xlWait
    On Error GoTo Failed
    told = Checked(ActiveWorkbook)
    Application.Cursor = xlDefault
    foundAny = UBound(told, 1) > LBound(told, 1) + 1
    If foundAny Then ListFindings told
    MsgBox told(LBound(told, 1), LBound(told, 2)), IIf(foundAny, vbExclamation, vbInformation), "FHO"
    Exit Sub
Failed:
    WriteLine "CheckWorkbook", Reason(Err.Number, Err.Description)
    Application.Cursor = xlDefault
    MsgBox "Kontrollen kunne ikke gennemføres. Årsagen står i " & LogFolder() & "\fho.log.", vbExclamation, "FHO"
End Sub

Public Sub About(ByVal control As IRibbonControl)
    Dim version As Variant
    version = FHO_VERSION()
    If IsPythonGone() Then
        MsgBox PythonIsGone(), vbExclamation, "FHO"
    ElseIf IsError(version) Then
        MsgBox "FHO.xlam {{version}}. Der er ingen forbindelse til Python, så FHO-funktionerne giver #VÆRDI!. Bed IT om at køre " & _
            "fho doctor. Årsagen står i " & LogFolder() & "\fho.log.", vbExclamation, "FHO"
    Else
        MsgBox "FHO.xlam {{version}}" & vbCrLf & version & vbCrLf & ThisWorkbook.FullName, vbInformation, "FHO"
    End If
End Sub
