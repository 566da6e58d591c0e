Attribute VB_Name = "FhoCheck"
' Check of a workbook: Python reads a copy of it, and the copy is gone afterwards. Nothing in the workbook changes.
Option Explicit
Option Private Module

' What Python says: the verdict in the first row, the headings in the second, then the findings.
Public Function Checked(ByVal book As Workbook) As Variant
    Dim path As String, number As Long, text As String
    path = CopyPath()
    On Error GoTo Failed
    book.SaveCopyAs path
    Checked = CallPython("fho_check_copy", Array(path, book.name))
    RemoveCopy path
    Exit Function
Failed:
    number = Err.Number
    text = Err.Description
    RemoveCopy path
    Err.Raise number, "FHO", text
End Function

' Where the copy lies for a moment: in the user's own folder for what is soon gone, under a name that no file has.
Public Function CopyPath() As String
    Randomize
    CopyPath = Environ$("TEMP") & "\FHO-kontrol-" & Format$(Now, "yyyymmddhhnnss") & "-" & CLng(Rnd * 1000000) & ".xlsx"
End Function

' Python has removed it, unless it was never reached.
Public Sub RemoveCopy(ByVal path As String)
    On Error Resume Next
    Kill path
End Sub

' The findings in a new workbook that is not saved.
Public Sub ListFindings(ByVal told As Variant)
    Dim sheet As Worksheet, rows() As Variant, row As Long, column As Long, first As Long, count As Long
    first = LBound(told, 1) + 1
    count = UBound(told, 1) - first + 1
    ReDim rows(0 To count - 1, 0 To 5)
    For row = 0 To count - 1
        For column = 0 To 5
            rows(row, column) = told(first + row, LBound(told, 2) + column)
        Next column
    Next row
    Set sheet = Application.Workbooks.Add.Worksheets(1)
    ' Text, so that nothing is read as a formula.
    sheet.Range("A:F").NumberFormat = "@"
    sheet.Range("A1").Resize(count, 6).Value = rows
    sheet.Range("A1:F1").Font.Bold = True
    sheet.Range("A:C").ColumnWidth = 18
    sheet.Range("D:F").ColumnWidth = 70
End Sub
