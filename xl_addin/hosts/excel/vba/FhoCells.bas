Attribute VB_Name = "FhoCells"
' Cell values in and out: ranges are read whole and untyped (Value2), error texts become error cells.
Option Explicit
Option Private Module

Public Const NOT_CALCULATED As Long = vbObjectError + 515

Private Const SEVERAL_AREAS As Long = vbObjectError + 513

' The arguments as Python gets them: values in place of ranges. Error cells stay errors, an argument
' that was left out stays left out.
Public Function FromCells(ByVal arguments As Variant) As Variant
    Dim values() As Variant, rowCount As Long, i As Long
    FromCells = arguments
    If UBound(arguments) < LBound(arguments) Then Exit Function
    rowCount = RowsOfWholeColumns(arguments)
    ReDim values(LBound(arguments) To UBound(arguments))
    For i = LBound(arguments) To UBound(arguments)
        If IsObject(arguments(i)) Then
            values(i) = RangeValues(arguments(i), rowCount)
        Else
            values(i) = arguments(i)
        End If
    Next i
    FromCells = values
End Function

Private Function RangeValues(ByVal cells As Range, ByVal rowCount As Long) As Variant
    If cells.Areas.Count > 1 Then Err.Raise SEVERAL_AREAS, "FHO", "an argument has several areas"
    If IsWholeColumn(cells) Then
        RangeValues = ValuesOf(cells.Resize(rowCount))
    Else
        RangeValues = ValuesOf(cells)
    End If
End Function

' Excel calls a function before the cells it reads are calculated, and once more after them: such a cell is
' empty although it has a formula. Then the first call is not worth a way to Python.
Private Function ValuesOf(ByVal cells As Range) As Variant
    ValuesOf = cells.Value2
    If Not HasEmpty(ValuesOf) Then Exit Function
    If IsFalse(cells.HasFormula) Then Exit Function
    If HasUncalculated(ValuesOf, cells.Formula) Then Err.Raise NOT_CALCULATED, "FHO", "a cell is not calculated yet"
End Function

Private Function HasEmpty(ByVal values As Variant) As Boolean
    Dim value As Variant
    HasEmpty = IsEmpty(values)
    If Not IsArray(values) Then Exit Function
    For Each value In values
        If IsEmpty(value) Then
            HasEmpty = True
            Exit Function
        End If
    Next value
End Function

' HasFormula is Null where some cells have a formula.
Private Function IsFalse(ByVal value As Variant) As Boolean
    If Not IsNull(value) Then IsFalse = Not value
End Function

Private Function HasUncalculated(ByVal values As Variant, ByVal formulas As Variant) As Boolean
    Dim r As Long, c As Long
    If Not IsArray(values) Then
        HasUncalculated = IsEmpty(values)
        Exit Function
    End If
    For r = LBound(values, 1) To UBound(values, 1)
        For c = LBound(values, 2) To UBound(values, 2)
            If IsEmpty(values(r, c)) Then
                If Left$(formulas(r, c), 1) = "=" Then
                    HasUncalculated = True
                    Exit Function
                End If
            End If
        Next c
    Next r
End Function

Private Function IsWholeColumn(ByVal cells As Range) As Boolean
    IsWholeColumn = (cells.Rows.Count = cells.Parent.Rows.Count)
End Function

' Whole columns (A:A) are cut below the last used row of all their sheets, all at the same row, so that
' no value is left out and they still stand row by row beside each other: at least two rows, for one
' would be a single cell. A block given beside them must not fit by chance, for its rows may begin
' elsewhere: then one blank row more is taken.
Private Function RowsOfWholeColumns(ByVal arguments As Variant) As Long
    Dim i As Long, rowCount As Long, used As Range
    rowCount = 2
    For i = LBound(arguments) To UBound(arguments)
        If IsObject(arguments(i)) Then
            If IsWholeColumn(arguments(i)) Then
                Set used = arguments(i).Parent.UsedRange
                If used.Row + used.Rows.Count - 1 > rowCount Then rowCount = used.Row + used.Rows.Count - 1
            End If
        End If
    Next i
    Do While HasBlockOf(rowCount, arguments)
        rowCount = rowCount + 1
    Loop
    RowsOfWholeColumns = rowCount
End Function

Private Function HasBlockOf(ByVal rowCount As Long, ByVal arguments As Variant) As Boolean
    Dim i As Long
    For i = LBound(arguments) To UBound(arguments)
        If IsObject(arguments(i)) Then
            If arguments(i).Rows.Count = rowCount And Not IsWholeColumn(arguments(i)) Then HasBlockOf = True
        End If
    Next i
End Function

' Whether a date among the arguments, or in the cell that asks, counts from 1904: four years off here.
Public Function IsIn1904(ByVal arguments As Variant) As Boolean
    Dim i As Long
    If TypeName(Application.Caller) = "Range" Then
        IsIn1904 = Application.Caller.Parent.Parent.Date1904
    End If
    For i = LBound(arguments) To UBound(arguments)
        If IsObject(arguments(i)) Then
            If arguments(i).Parent.Parent.Date1904 Then IsIn1904 = True
        End If
    Next i
End Function

' A result of Python as cells: a value, a row, or rows of values. xlwings makes a single value an array as well;
' it goes on as a value, for a text of more than 255 characters is #VALUE! in an array.
Public Function ToCells(ByVal result As Variant) As Variant
    Dim r As Long, c As Long
    If Not IsArray(result) Then
        ToCells = ToCell(result)
        Exit Function
    End If
    If HasRows(result) Then
        If UBound(result, 1) = LBound(result, 1) And UBound(result, 2) = LBound(result, 2) Then
            ToCells = ToCell(result(LBound(result, 1), LBound(result, 2)))
            Exit Function
        End If
        For r = LBound(result, 1) To UBound(result, 1)
            For c = LBound(result, 2) To UBound(result, 2)
                result(r, c) = ToCell(result(r, c))
            Next c
        Next r
    ElseIf UBound(result) = LBound(result) Then
        ToCells = ToCell(result(LBound(result)))
        Exit Function
    Else
        For c = LBound(result) To UBound(result)
            result(c) = ToCell(result(c))
        Next c
    End If
    ToCells = result
End Function

Private Function ToCell(ByVal value As Variant) As Variant
    ToCell = value
    If VarType(value) = vbString Then
        If Left$(value, 1) = "#" Then
            If ErrorNumber(value) <> 0 Then ToCell = CVErr(ErrorNumber(value))
        End If
    End If
End Function

Private Function HasRows(ByVal values As Variant) As Boolean
    Dim last As Long
    On Error GoTo OneDimension
    last = UBound(values, 2)
    HasRows = True
OneDimension:
End Function

' The error cell that an error text stands for; 0: the text is no error. One that CVErr has no number
' for is a #VALUE!, so that it is an error all the same.
Public Function ErrorNumber(ByVal text As String) As Long
    Select Case text
{{error_cases}}
    End Select
End Function
