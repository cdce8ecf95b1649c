/** What a failed call to Kinesis means for whoever made it. */
export type FaultKind =
  /** Too many calls, or too much data: wait a little. */
  | 'throttled'
  /** The iterator has grown old: get another at the same place. */
  | 'expired'
  /** What lies after the position is there no more. */
  | 'trimmed'
  /** No such stream. */
  | 'gone'
  /** Credentials, rights, region or key: somebody has to mend it. */
  | 'refused'
  /** No answer, or one that says nothing else. */
  | 'away';

const KINDS: Record<string, FaultKind> = {
  ProvisionedThroughputExceededException: 'throttled',
  LimitExceededException: 'throttled',
  ThrottlingException: 'throttled',
  KMSThrottlingException: 'throttled',
  RequestLimitExceeded: 'throttled',
  ExpiredIteratorException: 'expired',
  TrimmedDataAccessException: 'trimmed',
  ResourceNotFoundException: 'gone',
  AccessDeniedException: 'refused',
  UnrecognizedClientException: 'refused',
  InvalidSignatureException: 'refused',
  InvalidClientTokenId: 'refused',
  SignatureDoesNotMatch: 'refused',
  IncompleteSignatureException: 'refused',
  IncompleteSignature: 'refused',
  MissingAuthenticationTokenException: 'refused',
  ExpiredTokenException: 'refused',
  OptInRequired: 'refused',
  CredentialsProviderError: 'refused',
  TokenProviderError: 'refused',
  KMSAccessDeniedException: 'refused',
  KMSDisabledException: 'refused',
  KMSInvalidStateException: 'refused',
  KMSNotFoundException: 'refused',
  KMSOptInRequired: 'refused',
};

/** Reads an error of the SDK by its name, which is the service's own. */
export function kindOf(error: unknown): FaultKind {
  if (!(error instanceof Error)) return 'away';
  // Told by plain errors before any call is made.
  if (/^Region (is missing|not accepted)/.test(error.message)) return 'refused';
  return KINDS[error.name] ?? 'away';
}

/** What to tell whoever operates the gateway; that it is tried again is not said. */
export function sentenceOf(kind: FaultKind, stream: string, error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  switch (kind) {
    case 'throttled':
      return `Kinesis asks to read the stream "${stream}" more slowly (${said}). Other readers of it count too.`;
    case 'expired':
      return `Reading the stream "${stream}" goes on where it was: what was asked last is too old by now.`;
    case 'trimmed':
      return `The stream "${stream}" does not have the place any more where reading stopped (${said}). What came after it and was not read within the retention is lost; reading goes on at the oldest that is there.`;
    case 'gone':
      return `There is no stream "${stream}" (${said}). Check its name, AWS_REGION and the account.`;
    case 'refused':
      return `AWS does not let the stream "${stream}" be read (${said}). Needed: AWS_REGION, credentials, and the rights kinesis:DescribeStreamSummary, kinesis:ListShards, kinesis:GetShardIterator, kinesis:GetRecords.`;
    case 'away':
      return `The stream "${stream}" cannot be read at the moment (${said}).`;
  }
}
