Attribute VB_Name = "FhoHelp"
' What the function wizard shows, in Danish.
Option Explicit
Option Private Module

Private isRegistered As Boolean

' Excel refuses this while no workbook is active, as when it starts: then the next activation tries again.
Public Sub RegisterHelp()
    If isRegistered Then Exit Sub
    If ActiveWorkbook Is Nothing Then Exit Sub
    On Error GoTo NotYet
{{descriptions}}
    isRegistered = True
NotYet:
End Sub

Private Sub Describe(ByVal name As String, ByVal help As String, ByVal arguments As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & name, Description:=help, _
        Category:="{{category}}", ArgumentDescriptions:=arguments
End Sub

' A function without arguments.
Private Sub DescribeAlone(ByVal name As String, ByVal help As String)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & name, Description:=help, Category:="{{category}}"
End Sub

' Put together line by line: VBA allows 24 continued lines, and there may be more functions.
Public Function FunctionNames() As Variant
    Dim names As String
{{names}}
    FunctionNames = Split(Mid$(names, 2), ",")
End Function
