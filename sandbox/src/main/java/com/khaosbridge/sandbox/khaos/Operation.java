package com.khaosbridge.sandbox.khaos;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations of the web service that the stand-in knows, with their parameters in order. */
enum Operation {
  GET_COMPANY_LIST("GetCompanyList", "tns:TCompanyList", param("LastUpdated", "xsd:dateTime")),
  EXPORT_COMPANY(
      "ExportCompany",
      "xsd:string",
      param("CompanyCode", "xsd:string"),
      param("MappingType", "xsd:int")),
  EXPORT_ORDER_STATUS_EX(
      "ExportOrderStatusEx",
      "xsd:string",
      param("IDs", "xsd:string"),
      param("MappingType", "xsd:int"),
      param("WebOnly", "xsd:boolean"),
      param("ConfirmedOnly", "xsd:boolean"),
      param("IncludeTracking", "xsd:boolean"),
      param("IncludeCancelled", "xsd:boolean"),
      param("DateFrom", "xsd:dateTime"),
      param("DateTo", "xsd:dateTime"),
      param("InvoiceStageIDs", "xsd:string")),
  EXPORT_ORDERS(
      "ExportOrders", "xsd:string", param("IDs", "xsd:string"), param("MappingType", "xsd:int")),
  GET_MAILING_STATUS_LIST("GetMailingStatusList", "tns:TMailingStatusArray");

  private final String soapName;
  private final String resultType;

  // The list is immutable, which its type does not say.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Parameter> parameters;

  Operation(String soapName, String resultType, Parameter... parameters) {
    this.soapName = soapName;
    this.resultType = resultType;
    this.parameters = List.of(parameters);
  }

  /** A parameter's name and type. */
  record Parameter(String name, String type) {}

  private static Parameter param(String name, String type) {
    return new Parameter(name, type);
  }

  static @Nullable Operation named(String soapName) {
    for (Operation operation : values()) {
      if (operation.soapName.equals(soapName)) {
        return operation;
      }
    }
    return null;
  }

  String soapName() {
    return soapName;
  }

  String resultType() {
    return resultType;
  }

  List<Parameter> parameters() {
    return parameters;
  }
}
