Attribute VB_Name = "FhoFunctions"
' The cell functions: one for each function of xl_addin/functions, with the same arguments.
Option Explicit

{{functions}}
