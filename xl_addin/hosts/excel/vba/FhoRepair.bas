Attribute VB_Name = "FhoRepair"
' When a workbook opens or is made from a template: links to an FHO.xlam at another path are pointed here, and FHO formulas that Excel
' did not bind to the add-in are entered again. Nothing else of the workbook is touched.
Option Explicit
Option Private Module

' Cells whose formulas are read at once: a sheet may be formatted down to its last row.
Private Const CELLS_AT_ONCE As Long = 200000

Public Sub RepairWorkbook(ByVal book As Workbook)
    Dim wasSaved As Boolean
    If book.IsAddin Then Exit Sub
    wasSaved = book.Saved
    On Error GoTo Failed
    If IsPythonGone() Then
        ' Nothing is calculated: the saved values stay.
        If CallsAny(book) Then TellPythonIsGone
    Else
        RepairLinks book
        RepairFormulas book
    End If
Done:
    If wasSaved Then book.Saved = True
    Exit Sub
Failed:
    WriteLine "WorkbookOpen", Reason(Err.Number, Err.Description)
    Resume Done
End Sub

Private Function CallsAny(ByVal book As Workbook) As Boolean
    Dim sheet As Worksheet
    For Each sheet In book.Worksheets
        If FormulaCells(sheet).Count > 0 Then CallsAny = True
    Next sheet
End Function

Private Sub RepairLinks(ByVal book As Workbook)
    Dim links As Variant, link As Variant
    links = book.LinkSources(xlExcelLinks)
    If IsEmpty(links) Then Exit Sub
    For Each link In links
        If IsOtherAddin(CStr(link)) Then PointHere book, CStr(link)
    Next link
End Sub

' Excel may refuse this while a sheet is protected: then the formulas are entered again, which does it too.
Private Sub PointHere(ByVal book As Workbook, ByVal link As String)
    On Error GoTo Refused
    book.ChangeLink link, ThisWorkbook.FullName, xlExcelLinks
    Exit Sub
Refused:
    WriteLine "WorkbookOpen", "a link was not changed: " & Reason(Err.Number, "")
End Sub

Public Function IsOtherAddin(ByVal link As String) As Boolean
    Dim name As String
    name = Replace(link, "/", "\")
    name = Mid$(name, InStrRev(name, "\") + 1)
    IsOtherAddin = LCase$(name) = LCase$(ThisWorkbook.Name) And LCase$(link) <> LCase$(ThisWorkbook.FullName)
End Function

Private Sub RepairFormulas(ByVal book As Workbook)
    Dim sheet As Worksheet, cells As Collection, isUnbound As Boolean
    For Each sheet In book.Worksheets
        Set cells = FormulaCells(sheet)
        If cells.Count > 0 Then
            If Not isUnbound Then isUnbound = CalculatesToName(cells(1))
            EnterAll sheet, cells, isUnbound
        End If
    Next sheet
End Sub

' The cells whose formula calls an FHO function; of an array formula the first cell. The formulas are read as
' arrays of texts: on a protected sheet SpecialCells is refused, and reading cell by cell is slow.
Public Function FormulaCells(ByVal sheet As Worksheet) As Collection
    Dim used As Range, first As Long, last As Long, rowsAtOnce As Long, found As New Collection
    Set used = sheet.UsedRange
    rowsAtOnce = CELLS_AT_ONCE \ used.Columns.Count + 1
    For first = 1 To used.Rows.Count Step rowsAtOnce
        last = first + rowsAtOnce - 1
        If last > used.Rows.Count Then last = used.Rows.Count
        AddCalls found, sheet.Range(used.Cells(first, 1), used.Cells(last, used.Columns.Count))
    Next first
    Set FormulaCells = found
End Function

Private Sub AddCalls(ByVal found As Collection, ByVal block As Range)
    Dim formulas As Variant, alone(1 To 1, 1 To 1) As Variant, r As Long, c As Long, before As String, isOurs As Boolean
    formulas = block.Formula
    If Not IsArray(formulas) Then
        alone(1, 1) = formulas
        formulas = alone
    End If
    For r = 1 To UBound(formulas, 1)
        For c = 1 To UBound(formulas, 2)
            If VarType(formulas(r, c)) = vbString Then
                ' An array formula stands in each of its cells: the same text needs no second look.
                If formulas(r, c) <> before Then
                    before = formulas(r, c)
                    isOurs = CallsFho(before)
                End If
                If isOurs Then
                    If IsFirst(block.Cells(r, c)) Then found.Add block.Cells(r, c)
                End If
            End If
        Next c
    Next r
End Sub

' Whether the formula was entered in this cell: the others of an array or a spill only show it.
Private Function IsFirst(ByVal cell As Object) As Boolean
    IsFirst = True
    If cell.HasArray Then
        IsFirst = (cell.Address = cell.CurrentArray.Cells(1, 1).Address)
        Exit Function
    End If
    On Error GoTo NoSpills
    IsFirst = (cell.SpillParent.Address = cell.Address)
NoSpills:
End Function

' A saved value may stand in a cell that is not bound: calculating one cell shows it. Entering once too often
' does no harm, so a cell that cannot be calculated counts as not bound.
Private Function CalculatesToName(ByVal cell As Object) As Boolean
    On Error GoTo Unknown
    If Not IsNameError(cell) Then
        If cell.HasArray Then
            cell.CurrentArray.Calculate
        Else
            cell.Calculate
        End If
    End If
    CalculatesToName = IsNameError(cell)
    Exit Function
Unknown:
    CalculatesToName = True
End Function

Private Function IsNameError(ByVal cell As Range) As Boolean
    If IsError(cell.Value2) Then IsNameError = (CLng(cell.Value2) = xlErrName)
End Function

Private Sub EnterAll(ByVal sheet As Worksheet, ByVal cells As Collection, ByVal isUnbound As Boolean)
    Dim cell As Variant, todo As New Collection
    For Each cell In cells
        If isUnbound Or IsNameError(cell) Or PlainNames(cell.Formula) <> cell.Formula Then todo.Add cell
    Next cell
    If todo.Count = 0 Then Exit Sub
    If sheet.ProtectContents Then
        EnterProtected sheet, todo
    Else
        EnterEach todo
    End If
End Sub

Private Sub EnterEach(ByVal cells As Collection)
    Dim cell As Variant
    For Each cell In cells
        EnterAgain cell
    Next cell
End Sub

' An array formula is entered as one, any other as the formula it is, spilling or not. One that Excel refuses
' (an array formula of more than 255 characters) keeps no other from being entered.
Private Sub EnterAgain(ByVal cell As Object)
    On Error GoTo Refused
    If cell.HasArray Then
        cell.CurrentArray.FormulaArray = PlainNames(cell.CurrentArray.FormulaArray)
    ElseIf HasFormula2(cell) Then
        cell.Formula2 = PlainNames(cell.Formula2)
    Else
        cell.Formula = PlainNames(cell.Formula)
    End If
    Exit Sub
Refused:
    WriteLine "WorkbookOpen", "a formula was not entered again: " & Reason(Err.Number, "")
End Sub

' Excel from 2021 on has Formula2, which does not put an @ before a function that spills.
Private Function HasFormula2(ByVal cell As Object) As Boolean
    Dim text As String
    On Error GoTo Missing
    text = cell.Formula2
    HasFormula2 = True
Missing:
End Function

' A sheet that is protected without a password is opened and closed again as it was; one with a password
' is left alone, and the check of the workbook tells.
Private Sub EnterProtected(ByVal sheet As Worksheet, ByVal cells As Collection)
    Dim p As Protection, drawings As Boolean, scenarios As Boolean, may(1 To 11) As Boolean
    Set p = sheet.Protection
    drawings = sheet.ProtectDrawingObjects
    scenarios = sheet.ProtectScenarios
    may(1) = p.AllowFormattingCells
    may(2) = p.AllowFormattingColumns
    may(3) = p.AllowFormattingRows
    may(4) = p.AllowInsertingColumns
    may(5) = p.AllowInsertingRows
    may(6) = p.AllowInsertingHyperlinks
    may(7) = p.AllowDeletingColumns
    may(8) = p.AllowDeletingRows
    may(9) = p.AllowSorting
    may(10) = p.AllowFiltering
    may(11) = p.AllowUsingPivotTables
    On Error Resume Next
    sheet.Unprotect ""
    On Error GoTo 0
    If sheet.ProtectContents Then
        WriteLine "WorkbookOpen", "a sheet is protected with a password; its FHO formulas were not entered again"
        Exit Sub
    End If
    EnterEach cells
    sheet.Protect "", drawings, True, scenarios, False, may(1), may(2), may(3), may(4), may(5), may(6), _
        may(7), may(8), may(9), may(10), may(11)
End Sub

' Whether a formula calls an FHO function, in any of its spellings.
Public Function CallsFho(ByVal formula As String) As Boolean
    Dim name As Variant, plain As String
    If Left$(formula, 1) <> "=" Then Exit Function
    If InStr(1, formula, "FHO", vbTextCompare) = 0 Then Exit Function
    plain = UCase$(PlainNames(formula))
    For Each name In FunctionNames()
        If InStr(plain, name & "(") > 0 Then
            CallsFho = True
            Exit Function
        End If
    Next name
End Function

' A formula with our functions by their plain names: without the path of an FHO.xlam, without the prefix
' of Excel's web functions (_xldudf_), and without LibreOffice's name for the add-in (X.Y.FHOFORDEL).
Public Function PlainNames(ByVal formula As String) As String
    Dim name As Variant
    PlainNames = Replace(formula, "_xldudf_FHO_", "FHO_", 1, -1, vbTextCompare)
    PlainNames = WithoutPaths(PlainNames)
    If InStr(1, PlainNames, ".FHO", vbTextCompare) = 0 Then Exit Function
    For Each name In FunctionNames()
        PlainNames = WithoutService(PlainNames, CStr(name))
    Next name
End Function

' 'C:\folder\FHO.xlam'!FHO_X and FHO.xlam!FHO_X give FHO_X.
Private Function WithoutPaths(ByVal formula As String) As String
    Dim at As Long
    WithoutPaths = Replace(formula, "[FHO.xlam]", "FHO.xlam", 1, -1, vbTextCompare)
    at = InStr(1, WithoutPaths, "FHO.xlam'!FHO_", vbTextCompare)
    Do While at > 0
        WithoutPaths = Left$(WithoutPaths, InStrRev(WithoutPaths, "'", at) - 1) & Mid$(WithoutPaths, at + Len("FHO.xlam'!"))
        at = InStr(1, WithoutPaths, "FHO.xlam'!FHO_", vbTextCompare)
    Loop
    WithoutPaths = Replace(WithoutPaths, "FHO.xlam!FHO_", "FHO_", 1, -1, vbTextCompare)
End Function

' X.Y.FHOFORDEL( gives FHO_FORDEL(.
Private Function WithoutService(ByVal formula As String, ByVal name As String) As String
    Dim spelt As String, at As Long, start As Long
    spelt = "." & Replace(name, "_", "") & "("
    WithoutService = formula
    at = InStr(1, WithoutService, spelt, vbTextCompare)
    Do While at > 0
        start = at
        Do While start > 1
            If Not Mid$(WithoutService, start - 1, 1) Like "[A-Za-z0-9_.]" Then Exit Do
            start = start - 1
        Loop
        WithoutService = Left$(WithoutService, start - 1) & name & "(" & Mid$(WithoutService, at + Len(spelt))
        at = InStr(1, WithoutService, spelt, vbTextCompare)
    Loop
End Function
