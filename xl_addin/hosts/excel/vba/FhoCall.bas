Attribute VB_Name = "FhoCall"
' How a cell function is called: cells in, Python, cells out. Every error is an error cell, never text.
Option Explicit
Option Private Module

' The answer of the Python function "name" to the arguments of a cell function.
' usesDates: the function reads or gives dates, so a workbook in the 1904 date system is refused.
Public Function Answer(ByVal name As String, ByVal usesDates As Boolean, ByVal arguments As Variant) As Variant
    On Error GoTo Failed
    If usesDates Then
        If IsIn1904(arguments) Then
            WriteLine name, "refused: the workbook counts dates from 1904"
            Answer = CVErr(xlErrValue)
            Exit Function
        End If
    End If
    Answer = ToCells(CallPython(name, FromCells(arguments)))
    Exit Function
Failed:
    ' Nothing is said of a cell that is asked again at once, and of a failed start only at the start.
    If Err.Number = NOT_CALCULATED Then Exit Function
    If Err.Number <> STILL_NO_CONNECTION Then WriteLine name, Reason(Err.Number, Err.Description)
    Answer = CVErr(xlErrValue)
End Function
