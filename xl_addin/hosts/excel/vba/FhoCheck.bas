Attribute VB_Name = "FhoCheck"
' Check of a workbook: FHO_KONTROL over every posting that an FHO_FORDEL formula divides, and FHO formulas
' in error. It changes nothing in the workbook.
Option Explicit
Option Private Module

' What is worth a look: a collection of Array(sheet, cell, text). rowCount: how many postings were checked.
Public Function Findings(ByVal book As Workbook, ByRef rowCount As Long) As Collection
    Dim sheet As Worksheet, cell As Variant, posted As Variant, found As New Collection
    If book.Date1904 Then
        found.Add Array("", "", "Projektmappen regner datoer fra 1904. FHO-funktioner med datoer giver #VÆRDI! her.")
    End If
    For Each sheet In book.Worksheets
        For Each cell In FormulaCells(sheet)
            If PlainNames(cell.Formula) <> cell.Formula Then
                found.Add Array(sheet.name, cell.Address(False, False), _
                    "Formlen er ikke bundet til FHO på denne pc: luk projektmappen og åbn den igen.")
            End If
            AddError found, sheet, cell
            For Each posted In CallsOf("FHO_FORDEL", cell.Formula)
                AddPostings found, sheet, cell, posted, rowCount
            Next posted
        Next cell
    Next sheet
    Set Findings = found
End Function

Private Sub AddError(ByVal found As Collection, ByVal sheet As Worksheet, ByVal cell As Range)
    Dim one As Range, first As Range, count As Long
    For Each one In AreaOf(cell)
        If IsError(one.Value2) Then
            If first Is Nothing Then Set first = one
            count = count + 1
        End If
    Next one
    If count = 0 Then Exit Sub
    found.Add Array(sheet.name, first.Address(False, False), _
        "Formlen viser " & first.Text & IIf(count > 1, " (" & count & " celler)", "") & ".")
End Sub

' The cells that show a formula's result.
Private Function AreaOf(ByVal cell As Object) As Range
    Set AreaOf = cell
    If cell.HasArray Then
        Set AreaOf = cell.CurrentArray
        Exit Function
    End If
    On Error GoTo NoSpills
    If cell.HasSpill Then Set AreaOf = cell.SpillingToRange
NoSpills:
End Function

Private Sub AddPostings(ByVal found As Collection, ByVal sheet As Worksheet, ByVal cell As Range, _
        ByVal arguments As Variant, ByRef rowCount As Long)
    Dim values() As Variant, value As Variant, result As Variant, i As Long
    ReDim values(LBound(arguments) To UBound(arguments))
    For i = LBound(arguments) To UBound(arguments)
        If Len(arguments(i)) > 255 Then
            found.Add Array(sheet.name, cell.Address(False, False), "Kan ikke kontrolleres: et argument er for langt.")
            Exit Sub
        End If
        If Trim$(arguments(i)) <> "" Then
            value = Array(sheet.Evaluate(Trim$(arguments(i))))
            If IsObject(value(0)) Then
                Set values(i) = value(0)
            Else
                values(i) = value(0)
            End If
        End If
    Next i
    result = Answer("fho_kontrol", True, values)
    If Not IsArray(result) Then
        AddRow found, sheet, cell, result, rowCount
        Exit Sub
    End If
    For i = LBound(result, 1) To UBound(result, 1)
        If IsObject(values(LBound(values))) Then
            Set value = values(LBound(values)).Cells(i - LBound(result, 1) + 1, 1)
            AddRow found, value.Parent, value, result(i, LBound(result, 2)), rowCount
        Else
            AddRow found, sheet, cell.Offset(i - LBound(result, 1), 0), result(i, LBound(result, 2)), rowCount
        End If
    Next i
End Sub

Private Sub AddRow(ByVal found As Collection, ByVal sheet As Worksheet, ByVal cell As Range, _
        ByVal text As Variant, ByRef rowCount As Long)
    If IsError(text) Then
        found.Add Array(sheet.name, cell.Address(False, False), "Posteringen kunne ikke kontrolleres.")
    ElseIf text <> "" Then
        rowCount = rowCount + 1
        If text <> "OK" Then found.Add Array(sheet.name, cell.Address(False, False), text)
    End If
End Sub

' The arguments of each call of a function in a formula: a collection of arrays of texts.
Public Function CallsOf(ByVal name As String, ByVal formula As String) As Collection
    Dim at As Long, found As New Collection
    at = InStr(1, formula, name & "(", vbTextCompare)
    Do While at > 0
        If Not InText(formula, at) Then
            found.Add SplitArguments(Mid$(formula, at + Len(name) + 1))
        End If
        at = InStr(at + 1, formula, name & "(", vbTextCompare)
    Loop
    Set CallsOf = found
End Function

' Whether a place in a formula lies inside a quoted text.
Private Function InText(ByVal formula As String, ByVal at As Long) As Boolean
    InText = (UBound(Split(Left$(formula, at - 1), """")) Mod 2 = 1)
End Function

' What stands between the commas up to the closing parenthesis, nested calls, arrays and texts whole.
Private Function SplitArguments(ByVal text As String) As Variant
    Dim parts() As String, depth As Long, i As Long, sign As String, quote As String
    ReDim parts(0 To 0)
    For i = 1 To Len(text)
        sign = Mid$(text, i, 1)
        If quote <> "" Then
            If sign = quote Then quote = ""
        ElseIf sign = """" Or sign = "'" Then
            quote = sign
        ElseIf sign = "(" Or sign = "{" Or sign = "[" Then
            depth = depth + 1
        ElseIf sign = ")" And depth = 0 Then
            Exit For
        ElseIf sign = ")" Or sign = "}" Or sign = "]" Then
            depth = depth - 1
        ElseIf sign = "," And depth = 0 Then
            ReDim Preserve parts(0 To UBound(parts) + 1)
            sign = ""
        End If
        parts(UBound(parts)) = parts(UBound(parts)) & sign
    Next i
    SplitArguments = parts
End Function

' The findings in a new workbook that is not saved.
Public Sub ListFindings(ByVal found As Collection)
    Dim sheet As Worksheet, rows() As Variant, i As Long
    ReDim rows(0 To found.Count, 0 To 2)
    rows(0, 0) = "Ark"
    rows(0, 1) = "Celle"
    rows(0, 2) = "Fund"
    For i = 1 To found.Count
        rows(i, 0) = found(i)(0)
        rows(i, 1) = found(i)(1)
        rows(i, 2) = found(i)(2)
    Next i
    Set sheet = Application.Workbooks.Add.Worksheets(1)
    ' Text, so that nothing is read as a formula.
    sheet.Range("A:C").NumberFormat = "@"
    sheet.Range("A1").Resize(found.Count + 1, 3).Value = rows
    sheet.Range("A1:C1").Font.Bold = True
    sheet.Range("A:B").ColumnWidth = 18
    sheet.Range("C:C").ColumnWidth = 110
End Sub

' What the check says in one line.
Public Function Summary(ByVal name As String, ByVal rowCount As Long, ByVal foundCount As Long) As String
    If rowCount = 0 Then
        Summary = name & ": der er ingen posteringer fordelt med FHO_FORDEL."
    Else
        Summary = name & ": " & rowCount & " posteringer er kontrolleret."
    End If
    If foundCount = 0 Then
        Summary = Summary & IIf(rowCount = 0, "", " Ingen fund.")
    Else
        Summary = Summary & " Fund: " & foundCount & ". De står i en ny projektmappe."
    End If
End Function
